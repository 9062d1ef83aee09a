import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Proves that a number is its account's. The account that had it loses it: numbers are given to others after a while, and whoever reads a
/// number's messages now could enter the old account by it. Refusing the new holder would leave that open, and would tell whose numbers are
/// known here. Nothing less than reading the number takes it away.
struct VerifyPhone: Sendable {
    let database: PostgresClient
    let key: CodeKey
    let limits: AttemptLimits
    let announce: AnnounceSecurityChange
    let clock: any WallClock

    /// - Throws: `GatewayError.codeExpired` also where there is no such number, `.wrongPhoneCode`, `.tooManyFailures`.
    func run(_ id: UUID, code: String, for person: UUID, client: String) async throws {
        try await limits.check(from: client)
        let now = clock.now()
        guard let kept = try await PhoneStore.countTry(id, of: person, at: now, in: database) else { throw GatewayError.codeExpired }
        let hash = OneTimeCode.hash(OneTimeCode.normalized(code), id: kept.code, key: key.hashing)
        guard constantTimeEquals(hash, kept.hash) else {
            try await limits.count("wrong code \(kept.number)", from: client)
            throw GatewayError.wrongPhoneCode
        }
        try await database.withTransaction(attempts: 3) { transaction in
            if let loser = try await PhoneStore.release(kept.number, to: person, in: transaction) {
                try IdentityAuditStore.add(Self.entry("phone.lost", loser.person, loser.phone), at: now, in: transaction)
                try await tell(.phoneLost, loser.person, kept.number, at: now, in: transaction)
            }
            guard try await PhoneStore.verify(id, by: kept.code, at: now, in: transaction) else { throw GatewayError.codeExpired }
            try IdentityAuditStore.add(Self.entry("phone.verified", person, id), at: now, in: transaction)
            try await tell(.phoneAdded, person, kept.number, at: now, in: transaction)
        }
    }

    /// Takes a number away, proved or not. One that was not proved signed nobody in: nobody is told.
    /// - Throws: `GatewayError.phoneUnknown`.
    func remove(_ id: UUID, of person: UUID) async throws {
        let now = clock.now()
        try await database.withTransaction(attempts: 3) { transaction in
            guard let removed = try await PhoneStore.remove(id, of: person, in: transaction) else { throw GatewayError.phoneUnknown }
            try IdentityAuditStore.add(Self.entry("phone.removed", person, id), at: now, in: transaction)
            if removed.wasProved { try await tell(.phoneRemoved, person, removed.number, at: now, in: transaction) }
        }
    }

    /// Of the number only what its owner knows it by.
    private func tell(
        _ change: AccountSecurityChange.Change, _ person: UUID, _ number: String, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let customer = Person(id: person, kind: "customer")
        try await announce.run(change, of: customer, label: String(number.suffix(2)), at: now, in: transaction)
    }

    /// The audit names the number's row, not the number: it outlives both.
    private static func entry(_ action: String, _ person: UUID, _ phone: UUID) -> IdentityAuditStore.Entry {
        IdentityAuditStore.Entry(action: action, person: person, detail: ["phone": .string(phone.text)])
    }
}
