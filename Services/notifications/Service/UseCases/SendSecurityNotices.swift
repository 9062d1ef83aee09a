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
    let attempts: Int
    let retryBase: Duration
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
        await withTaskGroup(of: Void.self) { group in
            for notice in due { group.addTask { await send(notice) } }
        }
        return due.count
    }

    /// A note that fails is that letter's own trouble: it is tried again when its lease is over.
    private func send(_ due: SecurityNoticeStore.Due) async {
        let parent = due.traceparent.flatMap(TraceContext.init(traceparent:))
        await tracer.withSpan("send security_notice", kind: .client, parent: parent) {
            let outcome = await attempt(due)
            do {
                try await SecurityNoticeStore.settle(due.id, due.attempts, as: outcome, at: clock.now(), in: database)
            } catch {
                logger.warning("What came of a security notice could not be noted", [
                    "notice": .string(due.id.text), "error": .string(String(describing: error)),
                ])
            }
        }
    }

    private func attempt(_ due: SecurityNoticeStore.Due) async -> SendOutcome {
        let outcome: SendOutcome
        do {
            outcome = .sent(try await mailer.send(due.change, at: clock.now()))
        } catch {
            let failure = Mailer.Failure(error)
            logger.warning("A security notice could not be sent", ["notice": .string(due.id.text), "error": .string(failure.text)])
            outcome = .failed(
                failure.text, isPermanent: failure.isPermanent, attempts: due.attempts, of: attempts, base: retryBase,
                jitter: Double.random(in: 0...1), now: clock.now()
            )
        }
        metrics.counter(
            "pitcrew_security_notices_total", "Tries to mail people what has changed in the way they sign in, by outcome.",
            labels: ["outcome": outcome.next == nil ? outcome.status.rawValue : "postponed"]
        ).add()
        return outcome
    }
}
