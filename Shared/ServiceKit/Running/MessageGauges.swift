import Foundation
import Lifecycle
import Observability
import Outbox
import PostgreSQL

/// Keeps the gauges that alerts are made on: what waits in the outbox, in the queue, for a retry and for people.
struct MessageGauges: Service {
    let name = "message gauges"
    private let database: PostgresClient
    private let readiness: Readiness
    private let parking: ParkingStore
    private let outbox: Gauge
    private let queue: Gauge
    private let retrying: Gauge
    private let parked: Gauge

    init(database: PostgresClient, readiness: Readiness, parking: ParkingStore, metrics: Metrics) {
        self.database = database
        self.readiness = readiness
        self.parking = parking
        outbox = metrics.gauge("pitcrew_outbox_backlog", "Events committed and not yet confirmed by the broker.")
        queue = metrics.gauge("pitcrew_queue_depth", "Messages waiting in the service's own queue.")
        retrying = metrics.gauge("pitcrew_retry_depth", "Messages waiting for their next attempt.")
        parked = metrics.gauge("pitcrew_parked", "Messages waiting for a person.")
    }

    func run() async throws {
        while !Task.isCancelled {
            await measure()
            do { try await Task.sleep(for: .seconds(5)) } catch { return }
        }
    }

    /// A database that is away leaves the last figures; readiness tells of it.
    private func measure() async {
        if let depth = readiness.queueDepth() { queue.set(Double(depth)) }
        guard let backlog = try? await MessageBacklog.count(parking: parking, in: database) else { return }
        outbox.set(Double(backlog.outbox))
        retrying.set(Double(backlog.retrying))
        parked.set(Double(backlog.parked))
    }
}
