import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL

/// Makes the calls that are due, many at once, and schedules what fails.
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
    /// Longer than any call takes.
    private static let lease: TimeInterval = 60
    private static let batch = 16

    func run() async throws {
        while !Task.isCancelled {
            do {
                let count = try await shielded { try await deliverDue() }
                if count == 0 { await wakeup.wait(timeout: .milliseconds(500)) }
            } catch {
                logger.warning("Delivering webhooks failed", ["error": .string(String(describing: error))])
                do { try await Task.sleep(for: .seconds(1)) } catch { return }
            }
        }
    }

    /// - Returns: how many calls were made.
    func deliverDue() async throws -> Int {
        let due = try await DeliveryStore.lease(limit: Self.batch, at: clock.now(), for: Self.lease, in: database)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for delivery in due { group.addTask { try await deliver(delivery) } }
            try await group.waitForAll()
        }
        return due.count
    }

    private func deliver(_ due: DeliveryStore.Due) async throws {
        guard let endpoint = try await webhooks.endpoint(of: due.partner, in: database) else {
            return try await settle(due, WebhookAttempt(status: nil, error: "the endpoint is disabled", retryAfter: nil, milliseconds: 0), gone: true)
        }
        let parent = due.traceparent.flatMap(TraceContext.init(traceparent:))
        let attempt = await tracer.withSpan("deliver webhook", kind: .client, parent: parent) {
            await caller.call(endpoint, id: due.id, body: due.body)
        }
        try await settle(due, attempt, gone: attempt.isGone)
    }

    /// The attempt that was the last disables the endpoint, and so does 410.
    private func settle(_ due: DeliveryStore.Due, _ attempt: WebhookAttempt, gone: Bool) async throws {
        let now = clock.now()
        let jitter = Double.random(in: 0...1)
        let next = attempt.isDelivered || gone
            ? nil : schedule.next(after: due.attempts + 1, retryAfter: attempt.retryAfter, jitter: jitter, now: now)
        try await database.withTransaction { transaction in
            try await DeliveryStore.record(due, attempt: attempt, next: next, at: now, in: transaction)
            if next == nil, !attempt.isDelivered {
                let why = attempt.error ?? "given up"
                try await WebhookStore.disable(partner: due.partner, why: why, at: now, in: transaction)
                logger.error("A webhook endpoint is disabled", ["partner": .string(due.partner.text), "error": .string(why)])
            }
        }
    }
}
