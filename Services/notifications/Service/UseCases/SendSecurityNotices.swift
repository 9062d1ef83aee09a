import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import ServiceKit

/// Mails people what has changed in the way they sign in. A crash between the mail server's yes and the note of it sends a letter again under
/// the same Message-ID; losing it would be worse.
struct SendSecurityNotices: Service {
    let name = "security notice sender"
    let database: PostgresClient
    let mailer: Mailer
    let retries: MailRetries
    let tracer: Tracer
    let logger: Logger
    let metrics: Metrics
    let clock: any WallClock
    let wakeup: Wakeup
    /// How long a letter is held by whoever sends it: longer than any try takes.
    let lease: TimeInterval
    private static let batch = 8

    func run() async throws {
        await DueWork(wakeup: wakeup, logger: logger, failure: "Sending security notices failed").run { try await sendDue() }
    }

    /// - Returns: how many were tried.
    func sendDue() async throws -> Int {
        let due = try await SecurityNoticeStore.lease(limit: Self.batch, at: clock.now(), for: lease, in: database)
        let together = SendTogether(tracer: tracer, logger: logger, unnoted: "What came of a security notice could not be noted")
        return await together.run(due, span: { _ in "send security_notice" }) { notice in
            let outcome = await attempt(notice)
            try await SecurityNoticeStore.settle(notice.id, notice.attempts, as: outcome, at: clock.now(), in: database)
        }
    }

    private func attempt(_ due: SecurityNoticeStore.Due) async -> SendOutcome {
        let outcome: SendOutcome
        do {
            outcome = .sent(try await mailer.send(due.change, at: clock.now()))
        } catch {
            let failure = Mailer.Failure(error)
            logger.warning("A security notice could not be sent", ["notice": .string(due.id.text), "error": .string(failure.text)])
            outcome = retries.outcome(of: failure, tries: due.attempts, at: clock.now())
        }
        metrics.counter(
            "pitcrew_security_notices_total", "Tries to mail people what has changed in the way they sign in, by outcome.",
            labels: ["outcome": outcome.next == nil ? outcome.status.rawValue : "postponed"]
        ).add()
        return outcome
    }
}
