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
    /// - Parameter caller: whose it must be; nil for an operator, who may replay anybody's.
    func run(_ id: UUID, by caller: PartnerCaller? = nil) async throws {
        try await database.withTransaction { transaction in
            guard let owner = try await DeliveryStore.owner(of: id, in: transaction),
                caller.map({ $0.partner == owner.partner && $0.environment == owner.environment }) ?? true
            else { throw GatewayError.deliveryUnknown }
            _ = try await replay(of: owner.partner, owner.environment, in: transaction) { [id] }
        }
    }

    /// Every call to the partner that was given up.
    /// - Returns: how many.
    func run(failedOf partner: UUID, environment: PartnerEnvironment) async throws -> Int {
        try await database.withTransaction { transaction in
            guard try await PartnerStore.exists(partner, in: transaction) else { throw GatewayError.partnerUnknown }
            return try await replay(of: partner, environment, in: transaction) {
                try await DeliveryStore.failed(partner: partner, environment: environment, in: transaction)
            }
        }
    }

    private func replay(
        of partner: UUID, _ environment: PartnerEnvironment, in transaction: PostgresTransaction, _ ids: () async throws -> [UUID]
    ) async throws -> Int {
        guard try await WebhookStore.isEnabled(partner: partner, environment: environment, in: transaction) == true else {
            throw GatewayError.webhookDisabled
        }
        let count = try await DeliveryStore.replay(try await ids(), at: clock.now(), in: transaction)
        transaction.afterCommit { [wakeup] in wakeup.signal() }
        return count
    }
}
