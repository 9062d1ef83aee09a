import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import Outbound
import Outbox
import PostgreSQL
import ServiceKit

/// Sends what is due. A crash between the mail server's yes and the ledger's note sends a message again under the same Message-ID,
/// by which mailboxes know it is the same; losing it would be worse.
struct SendMessages: Service {
    let name = "message sender"
    let database: PostgresClient
    let outbox: Outbox
    let decide: DecideContact
    let letters: WriteLetters
    let mailer: Mailer
    let retries: MailRetries
    let tracer: Tracer
    let logger: Logger
    let clock: any WallClock
    let wakeup: Wakeup
    /// How long a message is held by whoever sends it: longer than any try takes.
    let lease: TimeInterval
    private static let batch = 8

    func run() async throws {
        await DueWork(wakeup: wakeup, logger: logger, failure: "Sending messages failed").run { try await sendDue() }
    }

    /// - Returns: how many messages were tried.
    func sendDue() async throws -> Int {
        let due = try await LedgerStore.lease(limit: Self.batch, at: clock.now(), for: lease, in: database)
        let together = SendTogether(tracer: tracer, logger: logger, unnoted: "What came of a message could not be noted")
        return await together.run(due, span: { "send \($0.purpose.rawValue)" }) { due in
            let stopped = try await stop(due)
            let (outcome, template) = if let stopped { (stopped, nil as String?) } else { await attempt(due) }
            try await settle(due, outcome, template)
        }
    }

    /// What comes of a message that is not sent now, because it is too late or a rule says no; nil where it may go.
    private func stop(_ due: LedgerStore.Due) async throws -> SendOutcome? {
        if due.purpose == .reminder, due.appointment.start <= clock.now() {
            return SendOutcome(status: .cancelled, next: nil, error: "too late", receipt: nil, isTry: false)
        }
        return try await decide(ContactWish(due)).outcome
    }

    private func settle(_ due: LedgerStore.Due, _ outcome: SendOutcome, _ template: String?) async throws {
        let now = clock.now()
        try await database.withTransaction { transaction in
            guard try await LedgerStore.settle(due, as: outcome, template: template, at: now, in: transaction), outcome.next == nil else { return }
            if outcome.status == .failed { try await DecisionStore.uncount(due.id, in: transaction) }
            guard outcome.isTry else { return }
            try await announce(due, outcome, at: now, in: transaction)
        }
    }

    /// - Returns: what came of it, and the template it was said in.
    private func attempt(_ due: LedgerStore.Due) async -> (SendOutcome, String?) {
        var template: String?
        do {
            let written = try await letters.write(due)
            template = written.source.text
            let customer = due.appointment.customer
            let to = try EmailAddress(customer.email, name: customer.name)
            // A reminder changes nothing in a calendar.
            let invitation = due.purpose == .reminder ? [] : mailer.invitation(to: due.appointment, as: written.brand, at: clock.now())
            return (.sent(try await mailer.send(written, to: to, alternatives: invitation, id: due.id, at: clock.now())), template)
        } catch {
            let failure = Mailer.Failure(error)
            logger.warning("A message could not be sent", ["message": .string(due.id.text), "error": .string(failure.text)])
            return (retries.outcome(of: failure, tries: due.attempts + 1, at: clock.now()), template)
        }
    }

    private func announce(_ due: LedgerStore.Due, _ outcome: SendOutcome, at now: Date, in transaction: PostgresTransaction) async throws {
        let state = NotificationState(
            id: due.id, version: due.version + 1, appointmentId: due.appointment.id, customerId: due.appointment.customer.id,
            purpose: due.purpose, channel: "email", status: outcome.status, at: now, error: outcome.error
        )
        let type: EventType = outcome.status == .sent ? .notificationSent : .notificationFailed
        try await outbox.add(type, subject: due.id, version: state.version, payload: state, in: transaction)
    }
}
