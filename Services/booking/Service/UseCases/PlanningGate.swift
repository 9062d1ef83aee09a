import Synchronization

/// One search for a plan, or one simulation, at a time in each instance: it takes a processor, and bookings must not wait for it.
final class PlanningGate: Sendable {
    private let isTaken = Mutex(false)

    /// Runs the body, or refuses at once where another goes on.
    /// - Throws: `BookingError.planningBusy`.
    func entering<Value>(_ body: () async throws -> Value) async throws -> Value {
        let isFree = isTaken.withLock { taken in
            defer { taken = true }
            return !taken
        }
        guard isFree else { throw BookingError.planningBusy }
        defer { isTaken.withLock { $0 = false } }
        return try await body()
    }
}
