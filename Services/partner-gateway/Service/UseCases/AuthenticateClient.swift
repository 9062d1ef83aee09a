import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Proves that a partner's client is who it says, by secret (RFC 6749, section 2.3.1) or by a signed assertion (`private_key_jwt`,
/// RFC 7523, sections 2.2 and 3), and what it may ask for.
struct AuthenticateClient: Sendable {
    let database: PostgresClient
    /// What an assertion may name as its audience: the token endpoint and the issuer.
    let audiences: Set<String>
    let clock: any WallClock
    static let maximumFailures = 20
    /// Of one address, over all clients.
    static let maximumFailuresOfAddress = 200
    static let window: TimeInterval = 900

    /// What a client shows.
    enum Proof: Sendable {
        case secret(String)
        case assertion(String)
    }

    /// - Parameter address: where the request comes from, as the door says.
    /// - Throws: `OAuthError`; `GatewayError.tooManyClientFailures`.
    func run(clientID: String, proof: Proof, scope: String?, address: String) async throws -> PartnerKeyStore.Key {
        let (client, address) = (Likeness.of("client " + clientID), Likeness.of("clients " + address))
        let failures = try await FailureStore.failures(of: client, from: address, since: clock.now() - Self.window, in: database)
        guard failures.ofAccount < Self.maximumFailures, failures.ofAll < Self.maximumFailuresOfAddress else {
            throw GatewayError.tooManyClientFailures
        }
        guard let key = try await proven(clientID, proof) else {
            _ = try await FailureStore.addFailure(of: client, from: address, at: clock.now(), in: database)
            throw OAuthError.invalidClient
        }
        try await PartnerKeyStore.used(clientID, at: clock.now(), in: database)
        return try restricted(key, to: scope)
    }

    /// The secret is 32 random bytes, so a plain hash of it cannot be guessed backwards; no slow hash is needed. A client has one method.
    private func proven(_ clientID: String, _ proof: Proof) async throws -> PartnerKeyStore.Key? {
        let key = try await PartnerKeyStore.find(clientID, at: clock.now(), in: database)
        switch proof {
        case .secret(let secret):
            let expected = key.flatMap { $0.publicKeys == nil ? $0.secretHash : nil } ?? SHA256.digest("no such client")
            return constantTimeEquals(SHA256.digest(secret), expected) && key?.publicKeys == nil ? key : nil
        case .assertion(let token):
            guard let key, let keys = key.publicKeys else { return nil }
            return try await isProven(token, clientID, keys) ? key : nil
        }
    }

    private func isProven(_ token: String, _ clientID: String, _ keys: JWKSet) async throws -> Bool {
        let now = clock.now()
        guard let claims = try? JWT.verify(
            token, as: ClientAssertion.self, keys: keys, issuer: clientID, audiences: audiences, type: nil, now: now
        ), claims.isSound(for: clientID, at: now) else { return false }
        let until = claims.exp + ClientAssertion.tolerance * 2
        return try await SeenProofStore.see(of: clientID, claims.jti, until: until, in: database)
    }

    private func restricted(_ key: PartnerKeyStore.Key, to scope: String?) throws -> PartnerKeyStore.Key {
        let asked = Set((scope ?? "").split(separator: " ").map(String.init))
        guard asked.isSubset(of: key.scopes) else { throw OAuthError.invalidScope }
        return PartnerKeyStore.Key(
            partner: key.partner, clientID: key.clientID, environment: key.environment, secretHash: key.secretHash,
            publicKeys: key.publicKeys, scopes: asked.isEmpty ? key.scopes : asked.sorted()
        )
    }
}
