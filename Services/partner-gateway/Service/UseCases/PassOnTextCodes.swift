import Contracts
import Foundation
import Lifecycle
import Observability
import Outbox
import PostgreSQL
import ServiceKit

/// Passes codes for numbers on to notifications, of proved numbers only and within the bounds; the others go nowhere, and nobody who asked
/// for one can tell: what a proved number costs is done a second after the answer, which it cannot slow down.
struct PassOnTextCodes: Service {
    let name = "text code dispatcher"
    let database: PostgresClient
    let outbox: Outbox
    let metrics: TextCodeMetrics
    let tracer: Tracer
    let logger: Logger
    let clock: any WallClock
    /// Text messages of all accounts in a UTC day.
    let dailyLimit: Int
    private static let batch = 32
    /// Seconds that a code waits.
    private static let age: TimeInterval = 1

    func run() async throws {
        await DueWork(logger: logger, failure: "Passing one-time codes on failed").run { try await passOn() }
    }

    /// - Returns: how many were looked at.
    func passOn() async throws -> Int {
        let outcomes = try await database.withTransaction(attempts: 3) { transaction in
            var outcomes: [TextCodeMetrics.Outcome] = []
            for code in try await SignInCodeStore.waiting(since: clock.now() - Self.age, limit: Self.batch, in: transaction) {
                let parent = code.traceparent.flatMap(TraceContext.init(traceparent:))
                outcomes.append(try await tracer.withSpan("pass on sign_in_code", kind: .producer, parent: parent) {
                    try await passOn(code, in: transaction)
                })
            }
            return outcomes
        }
        outcomes.forEach(metrics.count)
        return outcomes.count
    }

    private func passOn(_ code: SignInCodeStore.Waiting, in transaction: PostgresTransaction) async throws -> TextCodeMetrics.Outcome {
        let now = clock.now()
        guard code.expiresAt > now else { return try await drop(code, .expired, in: transaction) }
        guard let holder = try await PhoneStore.holder(of: code.number, in: transaction) else {
            return try await drop(code, .unknownNumber, in: transaction)
        }
        let verdict = try await SMSQuotaStore.admit(person: holder.person, dailyLimit: dailyLimit, at: now, in: transaction)
        guard case .admitted = verdict else { return try await drop(code, .init(verdict), in: transaction) }
        try await SignInCodeStore.settle(code.id, phone: holder.phone, in: transaction)
        let event = SignInCodeRequested(
            id: code.id, channel: .sms, address: code.number, locale: code.locale, sealedCode: code.sealed, expiresAt: code.expiresAt
        )
        try await outbox.add(.signInCodeRequested, subject: code.id, version: 1, payload: event, in: transaction)
        return .passedOn
    }

    /// The code goes nowhere.
    private func drop(
        _ code: SignInCodeStore.Waiting, _ outcome: TextCodeMetrics.Outcome, in transaction: PostgresTransaction
    ) async throws -> TextCodeMetrics.Outcome {
        try await SignInCodeStore.settle(code.id, phone: nil, in: transaction)
        return outcome
    }
}
