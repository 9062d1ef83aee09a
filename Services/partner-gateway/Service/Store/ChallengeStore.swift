import Foundation
import PostgreSQL

/// Challenges of passkey ceremonies under way. Only their hashes are kept.
enum ChallengeStore {
    enum Purpose: String, Sendable {
        case register, signIn = "sign-in"
    }

    struct Challenge: Sendable {
        let id: UUID
        let hash: [UInt8]
        let purpose: Purpose
        let person: UUID?
        let expiresAt: Date
    }

    /// Keeps it, and forgets those that have run out.
    static func insert(_ challenge: Challenge, at now: Date, in database: PostgresClient) async throws {
        _ = try await database.pipeline(["DELETE FROM webauthn_challenges WHERE expires_at <= \(now)", """
            INSERT INTO webauthn_challenges (id, challenge_hash, purpose, person_id, expires_at)
            VALUES (\(challenge.id), \(challenge.hash), \(challenge.purpose.rawValue), \(challenge.person), \(challenge.expiresAt))
            """])
    }

    /// Takes the challenge away: whoever gets its hash is the only one.
    /// - Returns: nil where there is none of the kind for that person, or it has run out.
    static func take(_ id: UUID, for purpose: Purpose, person: UUID?, at now: Date, in database: PostgresClient) async throws -> [UInt8]? {
        try await database.query("""
            DELETE FROM webauthn_challenges
            WHERE id = \(id) AND purpose = \(purpose.rawValue) AND person_id IS NOT DISTINCT FROM \(person)::uuid AND expires_at > \(now)
            RETURNING challenge_hash
            """).first?.get("challenge_hash")
    }
}
