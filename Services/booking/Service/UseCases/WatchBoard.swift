import Contracts
import Foundation
import PostgreSQL

/// Tells of every change on a workshop's day, whichever instance made it: woken at once by this one, and looking each second for
/// the others.
struct WatchBoard: Sendable {
    static let interval: Duration = .seconds(1)

    let database: PostgresClient
    let days: DayStore
    let appointments: AppointmentStore
    let signals: BoardSignals

    /// Sends every appointment of the day first, then each that changes, those that left the day or were cancelled included. Ends
    /// when cancelled or when `send` throws.
    func callAsFunction(
        of workshop: UUID, on date: LocalDate, send: @Sendable (AppointmentState) async throws -> Void
    ) async throws {
        try await signals.watching(workshop) { wakeup in
            var seen: Int64 = -1
            var known: [UUID: Int64] = [:]
            while true {
                let version = try await days.version(of: date, of: workshop, in: database)
                if version != seen {
                    for appointment in try await changes(of: workshop, on: date, since: &known) { try await send(appointment) }
                    seen = version
                }
                await wakeup.wait(timeout: Self.interval)
                try Task.checkCancellation()
            }
        }
    }

    private func changes(of workshop: UUID, on date: LocalDate, since known: inout [UUID: Int64]) async throws -> [AppointmentState] {
        let present = try await appointments.board(of: workshop, on: date, in: database)
        let current = Dictionary(uniqueKeysWithValues: present.map { ($0.id, $0.version) })
        let gone = known.keys.filter { current[$0] == nil }
        let changed = present.filter { known[$0.id] != $0.version }
        known = current
        return gone.isEmpty ? changed : changed + (try await appointments.appointments(Array(gone), in: database))
    }
}
