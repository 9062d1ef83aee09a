import Concurrency
import Contracts
import Foundation
import Observability
import PostgreSQL

/// What a partner does with its own webhook.
struct OwnWebhook: Sendable {
    let database: PostgresClient
    let webhooks: WebhookStore
    let clock: any WallClock
    let ids: any IDGenerator
    let wakeup: Wakeup

    func show(_ caller: PartnerCaller) async throws -> WebhookStore.Setting {
        guard let setting = try await WebhookStore.show(
            partner: caller.partner, environment: caller.environment, at: clock.now(), in: database
        ) else { throw GatewayError.webhookUnknown }
        return setting
    }

    /// - Returns: the new secret in its text form.
    func rotate(_ caller: PartnerCaller, in transaction: PostgresTransaction) async throws -> (url: String, secret: String) {
        let secret = try await webhooks.rotateSecret(
            partner: caller.partner, environment: caller.environment, at: clock.now(), in: transaction
        )
        guard let (url, bytes) = secret else { throw GatewayError.webhookUnknown }
        return (url, WebhookSignature.text(ofSecret: bytes))
    }

    /// Owes a call that says nothing, by the way all calls go.
    func ping(_ caller: PartnerCaller, in transaction: PostgresTransaction) async throws -> UUID {
        guard let isEnabled = try await WebhookStore.isEnabled(
            partner: caller.partner, environment: caller.environment, in: transaction
        ) else { throw GatewayError.webhookUnknown }
        guard isEnabled else { throw GatewayError.webhookDisabled }
        let (id, now) = (ids.next(), clock.now())
        let body = try JSONCoding.text(PingMessage(timestamp: now, environment: caller.environment.claim))
        try await DeliveryStore.insert(
            id: id, partner: caller.partner, environment: caller.environment, type: PingMessage.type, body: body, isHeld: false,
            traceparent: Tracer.current?.traceparent, at: now, in: transaction
        )
        transaction.afterCommit { [wakeup] in wakeup.signal() }
        return id
    }
}
