import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Sends a browser to the identity provider: authorization code with PKCE (RFC 7636), `state` against forged answers, `nonce` against
/// replayed tokens, and `prompt` and `max_age` where a proof of before is not enough.
struct BeginProviderSignIn: Sendable {
    let database: PostgresClient
    let store: ProviderSignInStore
    let provider: OpenIDProvider
    /// Where the provider sends the browser back to.
    let redirect: URL
    let clock: any WallClock
    /// Seconds within which the browser must be back.
    static let lifetime: TimeInterval = 600
    /// OpenID Connect Core section 3.1.2.1: ask even whoever you know, and say in the ID token when you did, which `max_age` demands.
    private static let anew = [("prompt", "login"), ("max_age", "0")]

    struct Begun: Sendable {
        let location: String
        /// Goes into a cookie: only this browser may finish.
        let browser: String
    }

    /// - Parameters:
    ///   - thumbprint: of the key the session shall be bound to (RFC 9449 section 10); nil for none yet.
    ///   - asksAnew: whether the provider must ask the person also if it knows them already.
    func run(returnPath: String, thumbprint: String?, asksAnew: Bool = false) async throws -> Begun {
        guard let path = ReturnPath(returnPath), thumbprint.map({ Base64URL.decode($0)?.count == SHA256.byteCount }) != false else {
            throw ProviderSignInError.malformed
        }
        let endpoint = try await provider.published().authorization_endpoint
        let (state, nonce, verifier, browser) =
            (SecureRandom.token(), SecureRandom.token(), SecureRandom.token(), SecureRandom.token())
        let now = clock.now()
        let signIn = ProviderSignInStore.SignIn(
            verifier: verifier, nonceHash: SHA256.digest(nonce), returnPath: path, thumbprint: thumbprint,
            askedSince: asksAnew ? now : nil
        )
        try await store.add(signIn, state: state, browser: browser, now: now, expires: now + Self.lifetime, in: database)
        return Begun(location: location(endpoint, state: state, nonce: nonce, verifier: verifier, asksAnew), browser: browser)
    }

    private func location(_ endpoint: URL, state: String, nonce: String, verifier: String, _ asksAnew: Bool) -> String {
        let query = PercentEncoding.form([
            ("response_type", "code"), ("client_id", provider.configuration.clientID), ("redirect_uri", redirect.absoluteString),
            ("scope", (["openid"] + provider.configuration.scopes).joined(separator: " ")), ("state", state), ("nonce", nonce),
            ("code_challenge", Base64URL.encode(SHA256.digest(verifier))), ("code_challenge_method", "S256"),
        ] + (asksAnew ? Self.anew : []))
        let text = endpoint.absoluteString.prefix { $0 != "#" }
        return "\(text)\(text.contains("?") ? "&" : "?")\(query)"
    }
}
