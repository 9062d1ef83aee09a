import Contracts
import Cryptography
import Foundation
import Outbox
import PostgreSQL

/// Makes the keys that sign, and tells every service of those it may trust.
struct RotateSigningKey: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let store: SigningKeyStore
    let issuer: String
    let clock: any WallClock
    let ids: any IDGenerator
    /// How often the set is told again, whether it changed or not.
    let period: Duration
    /// How long a new key is published before it signs, so that every service knows it by then.
    let delay: Duration
    /// Tokens signed by the key before it stay good for so long.
    static let overlap: TimeInterval = 86_400

    /// Makes the first key where there is none, and publishes the set again, so that a service whose queue was bound later, or whose
    /// database is new, learns of it.
    func announce() async throws {
        try await database.withTransaction { transaction in
            try await SigningKeyStore.lock(in: transaction)
            if try await !SigningKeyStore.hasCurrent(in: transaction) { try await insert(after: .zero, in: transaction) }
            try await publish(in: transaction)
        }
    }

    /// Makes a new key, tells of it, and signs with it once it has been known for a while.
    func rotate(in transaction: PostgresTransaction) async throws {
        try await SigningKeyStore.lock(in: transaction)
        try await insert(after: delay, in: transaction)
        try await publish(in: transaction)
    }

    private func insert(after delay: Duration, in transaction: PostgresTransaction) async throws {
        let now = clock.now()
        let start = now + delay / .seconds(1)
        let signing = SigningKeyStore.SigningKey(kid: ids.next().text, key: try ES256.PrivateKey.generate())
        try await store.insert(signing, at: now, signsFrom: start, overlapEnd: start + Self.overlap, in: transaction)
    }

    /// One set is one event a period, however many instances tell of it.
    private func publish(in transaction: PostgresTransaction) async throws {
        let now = clock.now()
        let version = try await SigningKeyStore.nextVersion(in: transaction)
        let keys = try await SigningKeyStore.published(at: now, in: transaction)
        let number = Int64(now.timeIntervalSince1970 / (period / .seconds(1)))
        let cause = "\(issuer) \(number) \(keys.map(\.kid).joined(separator: " "))"
        let subject = UUID.v5(namespace: GatewayNamespace.signingKeys, name: issuer)
        try await outbox.add(
            .signingKeysChanged, subject: subject, version: version,
            payload: SigningKeysState(version: version, issuer: issuer, keys: keys),
            id: UUID.v5(namespace: GatewayNamespace.signingKeys, name: cause), in: transaction
        )
    }
}
