import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL

/// Makes the calls that are due, many at once, and schedules what fails. Each call stands alone: neither a slow receiver nor a failure to
/// note an answer touches the others.
struct DeliverWebhooks: Service {
    let name = "webhook deliveries"
    let database: PostgresClient
    let webhooks: WebhookStore
    let caller: WebhookCaller
    let schedule: WebhookSchedule
    let tracer: Tracer
    let logger: Logger
    let clock: any WallClock
    let wakeup: Wakeup
    /// How long a call is held by whoever makes it: longer than any takes.
    private var lease: TimeInterval { caller.deadline * 4 / .seconds(1) }
    private static let atOnce = 32
    /// A partner that has so many calls in hand gets no more, so that one that is slow to answer leaves room for others.
    private static let atOnceForPartner = 8
    /// Few, so that a partner cannot pass its share by much in one go.
    private static let batch = 4

    /// Calls in hand when it is cancelled are made to their end and noted.
    func run() async throws {
        let inHand = CallsInHand()
        await withDiscardingTaskGroup { calls in
            while !Task.isCancelled {
                let due = await leaseDue(beside: inHand)
                for delivery in due {
                    inHand.begin(delivery.partner)
                    calls.addTask {
                        await shielded { await deliverAlone(delivery) }
                        inHand.end(delivery.partner)
                        wakeup.signal()
                    }
                }
                if due.isEmpty { await wakeup.wait(timeout: .milliseconds(500)) }
            }
        }
    }

    private func leaseDue(beside inHand: CallsInHand) async -> [DeliveryStore.Due] {
        let limit = min(Self.batch, Self.atOnce - inHand.total)
        guard limit > 0 else { return [] }
        let busy = inHand.partners(withAtLeast: Self.atOnceForPartner)
        do {
            return try await DeliveryStore.lease(limit: limit, busy: busy, at: clock.now(), for: lease, in: database)
        } catch {
            logger.warning("Taking webhook calls in hand failed", ["error": .string(String(describing: error))])
            try? await Task.sleep(for: .seconds(1))
            return []
        }
    }

    /// What cannot be noted is called again when the lease is over.
    private func deliverAlone(_ due: DeliveryStore.Due) async {
        do {
            try await deliver(due)
        } catch {
            logger.warning(
                "Delivering a webhook failed", ["delivery": .string(due.id.text), "error": .string(String(describing: error))]
            )
        }
    }

    private func deliver(_ due: DeliveryStore.Due) async throws {
        guard let endpoint = try await webhooks.endpoint(of: due.partner, environment: due.environment, at: clock.now(), in: database) else {
            return try await hold(due)
        }
        let parent = due.traceparent.flatMap(TraceContext.init(traceparent:))
        let attempt = await tracer.withSpan("deliver webhook", kind: .client, parent: parent) {
            await caller.call(endpoint, id: due.id, body: due.body)
        }
        try await settle(due, attempt, endpoint)
    }

    /// The endpoint is disabled: the call waits until it is set again. Where that has just happened, its time is now.
    private func hold(_ due: DeliveryStore.Due) async throws {
        try await database.withTransaction { transaction in
            let isEnabled = try await WebhookStore.isEnabled(partner: due.partner, environment: due.environment, in: transaction) ?? false
            try await DeliveryStore.hold(due, in: transaction)
            if isEnabled {
                try await DeliveryStore.release(partner: due.partner, environment: due.environment, at: clock.now(), in: transaction)
            }
        }
    }

    /// The attempt that was the last disables the endpoint, and so does 410.
    private func settle(_ due: DeliveryStore.Due, _ attempt: WebhookAttempt, _ endpoint: WebhookStore.Endpoint) async throws {
        let now = clock.now()
        let jitter = Double.random(in: 0...1)
        let next = attempt.isDelivered || attempt.isGone
            ? nil : schedule.next(after: due.attempts + 1, retryAfter: attempt.retryAfter, jitter: jitter, now: now)
        let why = attempt.error ?? "given up"
        let isDisabled = try await database.withTransaction { transaction in
            let isNoted = try await DeliveryStore.record(due, attempt: attempt, next: next, at: now, in: transaction)
            guard isNoted, next == nil, !attempt.isDelivered else { return false }
            return try await WebhookStore.disable(
                endpoint.url, partner: due.partner, environment: due.environment, why: why, at: now, in: transaction
            )
        }
        if isDisabled {
            logger.error("A webhook endpoint is disabled", ["partner": .string(due.partner.text), "error": .string(why)])
        }
    }
}
