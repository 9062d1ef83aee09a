import Cryptography
import Foundation

/// What a provider publishes of itself (OpenID Connect Discovery section 3), as far as we use it.
struct OpenIDMetadata: Decodable, Sendable {
    let issuer: String
    let authorization_endpoint: URL
    let token_endpoint: URL
    let jwks_uri: URL
    let token_endpoint_auth_methods_supported: [String]?
    let id_token_signing_alg_values_supported: [String]
    let authorization_response_iss_parameter_supported: Bool?

    /// Whether it speaks for `expected`, and everything it names may be called.
    func isUsable(for expected: URL, allowsPlainHTTP: Bool) -> Bool {
        issuer == expected.absoluteString && !algorithms.isEmpty && [authorization_endpoint, token_endpoint, jwks_uri].allSatisfy { url in
            let scheme = url.scheme?.lowercased()
            return scheme == "https" || (allowsPlainHTTP && scheme == "http")
        }
    }

    var algorithms: Set<SignatureAlgorithm> {
        Set(id_token_signing_alg_values_supported.compactMap(SignatureAlgorithm.init(rawValue:)))
    }

    /// Basic is what a provider understands that names nothing.
    var takesBasic: Bool { token_endpoint_auth_methods_supported?.contains("client_secret_basic") ?? true }

    /// Whether the `iss` of an answer is this provider's (RFC 9207 section 2.4): against answers of one provider sent to another.
    func isIssuer(_ iss: String?) -> Bool {
        iss == issuer || (iss == nil && authorization_response_iss_parameter_supported != true)
    }
}
