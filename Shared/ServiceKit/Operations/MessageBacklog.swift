import Outbox
import PostgreSQL

/// What a service has yet to send, to try again and to show to people.
struct MessageBacklog: Sendable {
    let outbox: Int
    let retrying: Int
    let parked: Int

    static func count(parking: ParkingStore, in database: PostgresClient) async throws -> MessageBacklog {
        MessageBacklog(
            outbox: try await OutboxStore.backlog(in: database),
            retrying: try await database.query("SELECT count(*) AS n FROM retry").first?.get("n", as: Int.self) ?? 0,
            parked: try await parking.count(in: database)
        )
    }
}
