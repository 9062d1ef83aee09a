import Contracts
import Cryptography
import Foundation
import Outbox
import PostgreSQL

/// Makes the key that signs, and tells every service of the keys it may trust.
struct RotateSigningKey: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let store: SigningKeyStore
    let issuer: String
    let clock: any WallClock
    let ids: any IDGenerator
    /// How often the set is told again, whether it changed or not.
    let period: Duration
    /// Tokens signed by the key before it stay good for so long.
    static let overlap: TimeInterval = 86_400

    /// Makes the first key where there is none, and publishes the set again, so that a service whose queue was bound later, or whose
    /// database is new, learns of it.
    func announce() async throws {
        try await database.withTransaction { transaction in
            try await SigningKeyStore.lock(in: transaction)
            if try await !SigningKeyStore.hasCurrent(in: transaction) { try await insert(in: transaction) }
            try await publish(in: transaction)
        }
    }

    /// Makes a new key; `IssueToken` signs with it once what it keeps is too old.
    func rotate(in transaction: PostgresTransaction) async throws {
        try await SigningKeyStore.lock(in: transaction)
        try await insert(in: transaction)
        try await publish(in: transaction)
    }

    private func insert(in transaction: PostgresTransaction) async throws {
        let now = clock.now()
        let signing = SigningKeyStore.SigningKey(kid: ids.next().text, key: try ES256.PrivateKey.generate())
        try await store.insert(signing, at: now, overlapEnd: now + Self.overlap, in: transaction)
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
