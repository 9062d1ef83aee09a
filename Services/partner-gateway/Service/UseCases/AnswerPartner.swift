import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

/// Follows what became of a partner's booking, and owes the partner a call about it.
struct AnswerPartner: Sendable {
    let clock: any WallClock
    let wakeup: Wakeup

    /// A partner that never set a webhook is owed nothing: it asks for itself. While the webhook is disabled the call waits.
    /// - Parameter cause: the event's id; the call's id is made of it.
    func run(
        _ message: WebhookMessage, partner: UUID, environment: PartnerEnvironment = .live, cause: UUID,
        in transaction: PostgresTransaction
    ) async throws {
        let now = clock.now()
        try await BookingRequestStore.apply(message.data, partner: partner, environment: environment, at: now, in: transaction)
        guard let isEnabled = try await WebhookStore.isEnabled(partner: partner, environment: environment, in: transaction) else {
            return
        }
        let body = try JSONCoding.text(message)
        let id = UUID.v5(namespace: GatewayNamespace.deliveries, name: cause.text)
        try await DeliveryStore.insert(
            id: id, partner: partner, environment: environment, type: message.type.rawValue, body: body, isHeld: !isEnabled,
            traceparent: Tracer.current?.traceparent, at: now, in: transaction
        )
        transaction.afterCommit { wakeup.signal() }
    }
}
