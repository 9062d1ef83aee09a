import Concurrency
import Contracts
import Foundation
import PostgreSQL

/// Makes a webhook call again, under the same id, from the start of the schedule.
struct ReplayDelivery: Sendable {
    let database: PostgresClient
    let clock: any WallClock
    let wakeup: Wakeup

    /// - Throws: `GatewayError.webhookDisabled` where nobody would be called: the endpoint has to be set again first.
    func run(_ id: UUID) async throws {
        try await database.withTransaction { transaction in
            guard let partner = try await DeliveryStore.partner(of: id, in: transaction) else { throw GatewayError.deliveryUnknown }
            guard try await WebhookStore.isEnabled(partner: partner, in: transaction) else { throw GatewayError.webhookDisabled }
            try await DeliveryStore.replay(id, at: clock.now(), in: transaction)
            transaction.afterCommit { [wakeup] in wakeup.signal() }
        }
    }
}
