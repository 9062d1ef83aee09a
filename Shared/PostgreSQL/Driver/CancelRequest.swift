import CPostgreSQL
import Dispatch

/// Asks the server to abandon what a connection is doing, over a connection of its own.
///
/// `@unchecked Sendable`: the structure is never changed after it was made, and libpq documents `PQcancel` as safe from
/// any thread.
final class CancelRequest: @unchecked Sendable {
    private let pointer: OpaquePointer?
    /// `PQcancel` blocks: never on a task's thread, nor on the event loop's.
    private static let queue = DispatchQueue(label: "postgres.cancel", attributes: .concurrent)

    /// The connection must be open; the request outlives it.
    init(connection: OpaquePointer) {
        pointer = PQgetCancel(connection)
    }

    deinit { PQfreeCancel(pointer) }

    /// Sends the request; `done` runs once the server has taken it, or it has failed.
    func send(done: @escaping @Sendable () -> Void) {
        Self.queue.async { [self] in
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { text in
                _ = PQcancel(pointer, text.baseAddress, Int32(text.count))
            }
            done()
        }
    }
}
