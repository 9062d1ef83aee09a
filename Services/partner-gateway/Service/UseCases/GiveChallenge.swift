import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Gives out the random bytes that a passkey ceremony signs, once and for a short while.
struct GiveChallenge: Sendable {
    let database: PostgresClient
    let clock: any WallClock
    let ids: any IDGenerator
    static let lifetime = Duration.seconds(300)

    struct Given: Sendable {
        let id: UUID
        let bytes: [UInt8]
    }

    /// - Parameter person: who registers; nil for signing in.
    func run(_ purpose: ChallengeStore.Purpose, person: UUID?) async throws -> Given {
        let (given, now) = (Given(id: ids.next(), bytes: SecureRandom.bytes(32)), clock.now())
        let challenge = ChallengeStore.Challenge(
            id: given.id, hash: SHA256.digest(given.bytes), purpose: purpose, person: person,
            expiresAt: now + Self.lifetime / .seconds(1)
        )
        try await ChallengeStore.insert(challenge, at: now, in: database)
        return given
    }

    /// - Returns: the hash of the bytes, to the first who asks in time.
    func take(_ id: UUID, for purpose: ChallengeStore.Purpose, person: UUID?) async throws -> [UInt8]? {
        try await ChallengeStore.take(id, for: purpose, person: person, at: clock.now(), in: database)
    }
}
