import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import ServiceKit

/// Mails people what an event told. A crash between the mail server's yes and the note of it sends a letter again under the same
/// Message-ID; losing it would be worse.
struct SendNotices<Notice: Codable & Sendable>: Service {
    let name: String
    let store: NoticeStore<Notice>
    /// Whom it goes to.
    let contact: @Sendable (Notice, _ id: UUID) -> ContactWish
    let decide: DecideContact
    /// Hands a letter to the mail server and gives its receipt.
    let send: @Sendable (Notice, _ id: UUID, Date) async throws -> String
    /// After that it is not sent: it would come too late.
    let until: @Sendable (Notice) -> Date?
    let tries: Tries
    let database: PostgresClient
    let retries: MailRetries
    let tracer: Tracer
    let logger: Logger
    let metrics: Metrics
    let clock: any WallClock
    let wakeup: Wakeup
    /// How long a letter is held by whoever sends it: longer than any try takes.
    let lease: TimeInterval
    private let batch = 8

    /// The counter of tries, by outcome.
    struct Tries: Sendable {
        let name: String
        let help: String
    }

    func run() async throws {
        await DueWork(wakeup: wakeup, logger: logger, failure: "Sending notices failed").run { try await sendDue() }
    }

    /// - Returns: how many were tried.
    func sendDue() async throws -> Int {
        let due = try await store.lease(limit: batch, at: clock.now(), for: lease, in: database)
        let together = SendTogether(tracer: tracer, logger: logger, unnoted: "What came of a notice could not be noted")
        return await together.run(due, span: { _ in "send \(store.table)" }) { notice in
            let outcome = try await attempt(notice)
            try await store.settle(notice.id, notice.attempts, as: outcome, at: clock.now(), in: database)
        }
    }

    private func attempt(_ due: NoticeStore<Notice>.Due) async throws -> SendOutcome {
        let isOver = until(due.notice).map { $0 <= clock.now() } ?? false
        if !isOver, let stopped = try await decide(contact(due.notice, due.id)).outcome {
            count(stopped)
            return stopped.isSettled ? SendOutcome(status: .failed, next: nil, error: stopped.error, receipt: nil, isTry: false) : stopped
        }
        let outcome: SendOutcome
        do {
            if isOver { throw NoticeTooLate() }
            outcome = .sent(try await send(due.notice, due.id, clock.now()))
        } catch is NoticeTooLate {
            outcome = SendOutcome(status: .failed, next: nil, error: "too late", receipt: nil)
        } catch {
            let failure = Mailer.Failure(error)
            logger.warning("A notice could not be sent", ["notice": .string(due.id.text), "error": .string(failure.text)])
            outcome = retries.outcome(of: failure, tries: due.attempts, at: clock.now())
        }
        if outcome.status == .failed { try await DecisionStore.uncount(due.id, in: database) }
        count(outcome)
        return outcome
    }

    private func count(_ outcome: SendOutcome) {
        let settled = outcome.isTry ? outcome.status.rawValue : "refused"
        metrics.counter(tries.name, tries.help, labels: ["outcome": outcome.isSettled ? settled : "postponed"]).add()
    }
}

/// What was to be told is over.
private struct NoticeTooLate: Error {}
