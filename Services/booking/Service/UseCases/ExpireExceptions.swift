import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL

/// Settles requests whose appointments' time has come before anybody decided, and counts those that wait.
struct ExpireExceptions: Service {
    static let batch = 100
    static let interval: Duration = .seconds(10)

    let name = "exception clock"
    let database: PostgresClient
    let appointments: AppointmentStore
    let exceptions = ExceptionStore()
    let ledger: ScheduleLedger
    let metrics: ExceptionMetrics
    let clock: any WallClock
    let logger: Logger

    func run() async throws {
        while !Task.isCancelled {
            do {
                while try await expire() == Self.batch, !Task.isCancelled {}
                try await count()
            } catch {
                logger.warning("Looking after requests outside policy failed", ["error": .string(String(describing: error))])
            }
            do { try await Task.sleep(for: Self.interval) } catch { return }
        }
    }

    /// One round. Any number of instances share the work.
    /// - Returns: how many were settled.
    @discardableResult
    func expire() async throws -> Int {
        let now = clock.now()
        let settled = try await database.withTransaction(attempts: 3) { transaction in
            let expired = try await exceptions.expired(at: now, limit: Self.batch, in: transaction)
            // An audit entry holds its workshop's chain: in the order of workshops nobody waits in a circle.
            for request in expired.sorted(by: { $0.workshop.id.uuidString < $1.workshop.id.uuidString }) {
                let appointment = try await appointments.appointment(request.appointmentId, in: transaction).state
                try await ledger.settle(request, as: .expired, of: appointment, by: .system, at: now, in: transaction)
            }
            return expired.count
        }
        for _ in 0..<settled { metrics.settled(.expired) }
        return settled
    }

    func count() async throws {
        let (open, overdue) = try await exceptions.counts(of: nil, at: clock.now(), in: database)
        metrics.open.set(open)
        metrics.overdue.set(overdue)
    }
}
