import Configuration
import Foundation

/// The settings of staff sign-in by OpenID Connect; absent without an issuer.
struct OpenIDConfiguration: Sendable {
    /// `PITCREW_OIDC_ISSUER`: the provider, as its tokens name it; https.
    let issuer: URL
    /// `PITCREW_OIDC_CLIENT_ID`: what the provider knows us by.
    let clientID: String
    /// `PITCREW_OIDC_CLIENT_SECRET`: given out by the provider.
    let clientSecret: Secret
    /// `PITCREW_OIDC_NAME`: what the sign-in page calls it; default `Single sign-on`.
    let name: String
    /// `PITCREW_OIDC_SCOPES`: what is asked for beside `openid`; default `email, profile`.
    let scopes: [String]
    /// `PITCREW_OIDC_ROLES`: a JSON object of groups and the roles they give; optional. `PITCREW_OIDC_ROLE_CLAIM`: the claim that names a
    /// person's groups; default `groups`.
    let roles: ProviderRoles?
    /// `PITCREW_OIDC_EMAIL`: `verified` (default) takes only addresses that the provider calls verified, `trusted` also those it says
    /// nothing of, for a provider whose addresses only its administrators give out.
    let trustsAddresses: Bool
    /// `PITCREW_OIDC_ADDRESSES`: `secure` (default) speaks https only, `any` is for tests.
    let allowsPlainHTTP: Bool

    init?(settings: Settings) throws {
        allowsPlainHTTP = switch try settings.string("PITCREW_OIDC_ADDRESSES", default: "secure") {
        case "secure": false
        case "any": true
        default: throw ConfigurationError(name: "PITCREW_OIDC_ADDRESSES", rule: "must be secure or any")
        }
        let schemes = allowsPlainHTTP ? ["http", "https"] : ["https"]
        guard let issuer = try settings.optionalURL("PITCREW_OIDC_ISSUER", schemes: schemes) else { return nil }
        self.issuer = issuer
        clientID = try settings.string("PITCREW_OIDC_CLIENT_ID")
        clientSecret = try settings.secret("PITCREW_OIDC_CLIENT_SECRET")
        name = try settings.string("PITCREW_OIDC_NAME", default: "Single sign-on")
        scopes = try settings.list("PITCREW_OIDC_SCOPES", default: ["email", "profile"])
        roles = try ProviderRoles(settings: settings)
        trustsAddresses = switch try settings.string("PITCREW_OIDC_EMAIL", default: "verified") {
        case "verified": false
        case "trusted": true
        default: throw ConfigurationError(name: "PITCREW_OIDC_EMAIL", rule: "must be verified or trusted")
        }
    }
}
