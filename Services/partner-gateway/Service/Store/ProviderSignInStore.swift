import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Sign-ins that are on their way to an identity provider and back. Secrets are kept as hashes, the verifier sealed.
struct ProviderSignInStore: Sendable {
    let sealing: AEAD.Key

    struct SignIn: Sendable {
        let verifier: String
        let nonceHash: [UInt8]
        let returnPath: ReturnPath
        let thumbprint: String?
        /// When it began, for one that the provider must ask the person anew for; nil where it need not.
        let askedSince: Date?
    }

    /// Keeps one, and forgets those nobody came back for.
    func add(_ signIn: SignIn, state: String, browser: String, now: Date, expires: Date, in database: PostgresClient) async throws {
        let key = SHA256.digest(state)
        let sealed = try AEAD.seal(Array(signIn.verifier.utf8), key: sealing, associatedData: key)
        _ = try await database.pipeline(["DELETE FROM provider_sign_ins WHERE expires_at <= \(now)", """
            INSERT INTO provider_sign_ins (state_hash, browser_hash, nonce_hash, sealed_verifier, return_path, thumbprint, expires_at,
                asked_since)
            VALUES (\(Data(key)), \(Data(SHA256.digest(browser))), \(Data(signIn.nonceHash)), \(Data(sealed)), \(signIn.returnPath.text),
                \(signIn.thumbprint), \(expires), \(signIn.askedSince))
            """])
    }

    /// Takes one, once; nil where there is none, it has expired, or another browser began it (which leaves it where it is).
    func take(state: String, browser: String, now: Date, in database: PostgresClient) async throws -> SignIn? {
        let key = SHA256.digest(state)
        let row = try await database.query("""
            DELETE FROM provider_sign_ins
            WHERE state_hash = \(Data(key)) AND browser_hash = \(Data(SHA256.digest(browser))) AND expires_at > \(now)
            RETURNING nonce_hash, sealed_verifier, return_path, thumbprint, asked_since
            """).first
        guard let row, let path = ReturnPath(try row.get("return_path")) else { return nil }
        let verifier = try AEAD.open(Array(try row.get("sealed_verifier", as: Data.self)), key: sealing, associatedData: key)
        return SignIn(
            verifier: String(decoding: verifier, as: UTF8.self), nonceHash: Array(try row.get("nonce_hash", as: Data.self)),
            returnPath: path, thumbprint: try row.getIfPresent("thumbprint"),
            askedSince: try row.getIfPresent("asked_since")
        )
    }
}
