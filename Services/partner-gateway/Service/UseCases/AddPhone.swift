import Contracts
import Cryptography
import Foundation
import Outbox
import PostgreSQL

/// Adds a mobile number to a customer's account: a code goes to it, and it counts for nothing until that comes back.
struct AddPhone: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let key: CodeKey
    let limits: AttemptLimits
    let metrics: TextCodeMetrics
    let clock: any WallClock
    let ids: any IDGenerator
    let dailyLimit: Int
    /// Of an account.
    static let maximum = 3

    /// A number that is not proved yet gets another code. Who else has it is not asked here: the answer would tell.
    /// - Throws: `GatewayError.tooManyPhones`, `.phoneKnown`, `.tooManyFailures`, `.textUnavailable`, `.sessionEnded`; `ValidationError`.
    func run(_ number: PhoneNumber, locale: String?, for person: UUID, client: String) async throws -> PhoneStore.Record {
        let locale = try MessageLocale.validated(locale)
        try await limits.count("code \(number.text)", from: client, by: .text)
        let (id, now) = (ids.next(), clock.now())
        let code = try key.newCode(ids.next(), at: now)
        let event = SignInCodeRequested(
            id: code.id, channel: .sms, address: number.text, locale: locale, sealedCode: code.sealed, expiresAt: code.expiresAt
        )
        do {
            let record = try await database.withTransaction(attempts: 3) { transaction in
                try await prove(roomFor: number, of: person, at: now, in: transaction)
                try await admit(person, at: now, in: transaction)
                guard let record = try await PhoneStore.put(number, id: id, code: code, of: person, at: now, in: transaction) else {
                    throw GatewayError.sessionEnded
                }
                let entry = IdentityAuditStore.Entry(action: "phone.added", person: person, detail: ["phone": .string(record.id.text)])
                try IdentityAuditStore.add(entry, at: now, in: transaction)
                try await outbox.add(.signInCodeRequested, subject: code.id, version: 1, payload: event, in: transaction)
                return record
            }
            metrics.count(.passedOn)
            return record
        } catch let refused as TextRefused {
            metrics.count(TextCodeMetrics.Outcome(refused.verdict))
            throw refused.error
        }
    }

    private func prove(roomFor number: PhoneNumber, of person: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        try await PhoneStore.lock(person, in: transaction)
        try await PhoneStore.dropUnproved(of: person, at: now, in: transaction)
        let others = try await PhoneStore.list(of: person, at: now, in: transaction)
        if let same = others.first(where: { $0.number == number.text }) {
            guard same.verifiedAt == nil else { throw GatewayError.phoneKnown }
        } else {
            guard others.count < Self.maximum else { throw GatewayError.tooManyPhones }
        }
    }

    private func admit(_ person: UUID, at now: Date, in transaction: PostgresTransaction) async throws {
        let verdict = try await SMSQuotaStore.admit(person: person, dailyLimit: dailyLimit, at: now, in: transaction)
        guard case .admitted = verdict else { throw TextRefused(verdict: verdict) }
    }

    /// A bound was reached: told to the caller, and counted once the transaction is over.
    private struct TextRefused: Error {
        let verdict: SMSQuotaStore.Verdict
        var error: GatewayError { if case .dailyLimit = verdict { .textUnavailable } else { .tooManyFailures } }
    }
}
