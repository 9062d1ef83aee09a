import Contracts
import Cryptography
import Foundation
import Outbound

/// An identity provider, spoken to as a relying party (OpenID Connect Core 1.0, Discovery 1.0). What it publishes is kept for an hour.
///
/// Everything throws ``ProviderSignInError/unavailable`` where the provider gives no usable answer.
actor OpenIDProvider {
    nonisolated let configuration: OpenIDConfiguration
    private let http: HTTPClient
    private let clock: any WallClock
    private var metadata: Kept<OpenIDMetadata>?
    private var keys: Kept<VerificationKeySet>?
    private var askedAgainAt: Date?
    static let lifetime: TimeInterval = 3600
    /// At most this often a name of a key that nobody knows makes us ask again.
    static let pause: TimeInterval = 60

    private struct Kept<Value: Sendable> {
        let value: Value
        let at: Date
    }

    struct Tokens: Decodable, Sendable {
        let id_token: String
        let access_token: String
    }

    init(configuration: OpenIDConfiguration, http: HTTPClient, clock: any WallClock) {
        (self.configuration, self.http, self.clock) = (configuration, http, clock)
    }

    /// The provider's own account of itself; refused when it speaks for another issuer.
    func published() async throws -> OpenIDMetadata {
        if let metadata, isFresh(metadata.at) { return metadata.value }
        let base = configuration.issuer.absoluteString
        let root = base.hasSuffix("/") ? String(base.dropLast()) : base
        guard let url = URL(string: root + "/.well-known/openid-configuration") else { throw ProviderSignInError.unavailable }
        let found = try await ask(OutboundRequest(.get, url, target: "oidc"), OpenIDMetadata.self)
        guard found.isUsable(for: configuration.issuer, allowsPlainHTTP: configuration.allowsPlainHTTP) else {
            throw ProviderSignInError.unavailable
        }
        metadata = Kept(value: found, at: clock.now())
        return found
    }

    /// Changes a code for tokens (Core section 3.1.3, RFC 7636 section 4.5). A code that the provider does not take is `.refused`.
    func exchange(code: String, verifier: String, redirect: URL) async throws -> Tokens {
        let published = try await published()
        var form = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirect.absoluteString), ("code_verifier", verifier),
        ]
        var headers: OutboundHeaders = ["Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"]
        let (id, secret) = (configuration.clientID, configuration.clientSecret.revealed)
        if published.takesBasic {
            let credentials = "\(PercentEncoding.encode(id)):\(PercentEncoding.encode(secret))"
            headers["Authorization"] = "Basic \(Data(credentials.utf8).base64EncodedString())"
        } else {
            form += [("client_id", id), ("client_secret", secret)]
        }
        let body = Array(PercentEncoding.form(form).utf8)
        return try await ask(OutboundRequest(.post, published.token_endpoint, target: "oidc", headers: headers, body: body), Tokens.self)
    }

    /// An ID token whose signature, issuer, audience and times hold. A key that is not known, or that a provider without
    /// names for its keys has changed, is looked for once more, at most once a minute.
    func verify(_ token: String) async throws -> IdentityToken {
        let published = try await published()
        do {
            return try claims(of: token, published, try await keys(of: published, again: false))
        } catch let error as JWTError where error == .unknownKey || error == .badSignature {
            return try claims(of: token, published, try await keys(of: published, again: true))
        }
    }

    private func claims(of token: String, _ published: OpenIDMetadata, _ keys: VerificationKeySet) throws(JWTError) -> IdentityToken {
        try JWT.verify(
            token, others: keys, algorithms: published.algorithms, issuer: published.issuer, audience: configuration.clientID,
            now: clock.now(), leeway: .seconds(IdentityClaims.skew)
        )
    }

    private func keys(of published: OpenIDMetadata, again: Bool) async throws -> VerificationKeySet {
        let now = clock.now()
        if let keys, isFresh(keys.at) {
            guard again, askedAgainAt.map({ now.timeIntervalSince($0) >= Self.pause }) != false else { return keys.value }
            askedAgainAt = now
        }
        let found = try await ask(OutboundRequest(.get, published.jwks_uri, target: "oidc"), VerificationKeySet.self)
        keys = Kept(value: found, at: now)
        return found
    }

    private func isFresh(_ at: Date) -> Bool { clock.now().timeIntervalSince(at) < Self.lifetime }

    private func ask<Answer: Decodable>(_ request: OutboundRequest, _ type: Answer.Type) async throws -> Answer {
        var request = request
        request.deadline = .seconds(8)
        request.maxResponseBytes = 256 << 10
        let response: OutboundResponse
        do { response = try await http.send(request) } catch is OutboundError { throw ProviderSignInError.unavailable }
        if request.method == .post, response.status == 400 || response.status == 401 { throw ProviderSignInError.refused }
        guard response.isSuccess, let answer = try? JSONDecoder().decode(type, from: Data(response.body)) else {
            throw ProviderSignInError.unavailable
        }
        return answer
    }
}
