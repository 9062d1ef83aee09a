import Contracts
import Foundation
import Outbox
import PostgreSQL

/// Has people told by mail that the way they sign in has changed (OWASP ASVS 4.0.3, 2.2.3 and 2.5.5). The event goes with the change's own
/// transaction: neither is without the other.
struct AnnounceSecurityChange: Sendable {
    let outbox: Outbox
    let metrics: SecurityChangeMetrics
    let ids: any IDGenerator

    /// Somebody without an address is told nothing, and counted.
    /// - Parameter label: a passkey's name, a device's, or what may be told of a number.
    func run(
        _ change: AccountSecurityChange.Change, of person: Person, label: String?, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        guard let mailbox = try await PersonStore.mailbox(of: person.id, kind: person.kind, in: transaction) else {
            return count(change, .noAddress, in: transaction)
        }
        let event = AccountSecurityChange(
            id: ids.next(), personId: person.id, kind: person.kind, change: change, at: now, label: label, email: mailbox.email,
            locale: mailbox.locale
        )
        try await outbox.add(.accountSecurityChanged, subject: event.id, version: event.version, payload: event, in: transaction)
        count(change, .told, in: transaction)
    }

    /// Counts it once the transaction is through.
    func count(_ change: AccountSecurityChange.Change, _ outcome: SecurityChangeMetrics.Outcome, in transaction: PostgresTransaction) {
        transaction.afterCommit { [metrics] in metrics.count(change, outcome) }
    }
}
