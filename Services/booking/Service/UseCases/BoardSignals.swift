import Concurrency
import Foundation
import Synchronization

/// Wakes the boards of a workshop that this instance serves; those of other instances find the change by looking.
final class BoardSignals: Sendable {
    private let watchers = Mutex<[UUID: [UUID: Wakeup]]>([:])

    func signal(_ workshop: UUID) {
        let wakeups = watchers.withLock { $0[workshop] ?? [:] }
        for wakeup in wakeups.values { wakeup.signal() }
    }

    /// Runs the body with a wake-up of its own.
    func watching<Value>(_ workshop: UUID, _ body: (Wakeup) async throws -> Value) async rethrows -> Value {
        let (id, wakeup) = (UUID(), Wakeup())
        watchers.withLock { $0[workshop, default: [:]][id] = wakeup }
        defer {
            watchers.withLock { watchers in
                watchers[workshop]?[id] = nil
                if watchers[workshop]?.isEmpty == true { watchers[workshop] = nil }
            }
        }
        return try await body(wakeup)
    }
}
