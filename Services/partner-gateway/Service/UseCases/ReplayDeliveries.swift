import Concurrency
import Contracts
import Foundation
import PostgreSQL

/// Makes webhook calls again, under the same ids, from the start of the schedule.
struct ReplayDeliveries: Sendable {
    let database: PostgresClient
    let clock: any WallClock
    let wakeup: Wakeup

    /// A call that is still owed is left as it is.
    /// - Throws: `GatewayError.webhookDisabled` where nobody would be called: the endpoint has to be set again first.
    func run(_ id: UUID) async throws {
        try await database.withTransaction { transaction in
            guard let partner = try await DeliveryStore.partner(of: id, in: transaction) else { throw GatewayError.deliveryUnknown }
            _ = try await replay(of: partner, in: transaction) { [id] }
        }
    }

    /// Every call to the partner that was given up.
    /// - Returns: how many.
    func run(failedOf partner: UUID) async throws -> Int {
        try await database.withTransaction { transaction in
            guard try await PartnerStore.exists(partner, in: transaction) else { throw GatewayError.partnerUnknown }
            return try await replay(of: partner, in: transaction) { try await DeliveryStore.failed(partner: partner, in: transaction) }
        }
    }

    private func replay(
        of partner: UUID, in transaction: PostgresTransaction, _ ids: () async throws -> [UUID]
    ) async throws -> Int {
        guard try await WebhookStore.isEnabled(partner: partner, in: transaction) == true else { throw GatewayError.webhookDisabled }
        let count = try await DeliveryStore.replay(try await ids(), at: clock.now(), in: transaction)
        transaction.afterCommit { [wakeup] in wakeup.signal() }
        return count
    }
}
