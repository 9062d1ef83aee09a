import Contracts
import Foundation
import Messaging
import Observability
import PostgreSQL

/// Moves what the broker gave up on (a message that killed its consumer again and again) from the dead-letter queue into `parked`.
public struct DeadLetterDrain: Sendable {
    private let database: PostgresClient
    private let parking: ParkingStore
    private let clock: any WallClock
    private let logger: Logger

    public init(database: PostgresClient, parking: ParkingStore, clock: any WallClock, logger: Logger) {
        self.database = database
        self.parking = parking
        self.clock = clock
        self.logger = logger
    }

    /// Parks every delivery, then acknowledges it. A crash between the two parks it twice, which operators can see; losing it they
    /// could not.
    public func process(_ deliveries: [Delivery]) async -> [Settlement] {
        await SettlingLoop.run(deliveries, logger: logger) { messages, open in
            try await SettlingLoop.eachAlone(open.sorted(), &open) { try await park(messages[$0]) }
        }
    }

    private func park(_ message: IncomingMessage) async throws {
        let failed = FailedMessage(message: message, eventID: message.eventID, attempts: 1, firstFailedAt: clock.now())
        try await database.withTransaction { transaction in
            try await parking.add(
                failed, reason: .deadLettered, error: "the broker delivered it too often without an answer", in: transaction
            )
        }
        logger.error("A message was dead-lettered by the broker", ["type": .string(message.type.rawValue)])
    }
}
