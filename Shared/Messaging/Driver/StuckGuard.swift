import Foundation
import Synchronization

/// Frees a thread that hangs inside the C library, by shutting its socket.
///
/// The library can wait without end while it writes to a peer that is gone. The owner says regularly that it lives; somebody
/// else calls ``check(limit:)``. The descriptor is forgotten, under the same lock, before it is closed: it can never be
/// another's.
final class StuckGuard: Sendable {
    private struct Watched {
        var socket: Int32
        var lastSeen: ContinuousClock.Instant
    }

    private let watched = Mutex<Watched?>(nil)

    /// The owner begins with a socket.
    func begin(_ socket: Int32) { watched.withLock { $0 = Watched(socket: socket, lastSeen: .now) } }

    /// The owner lives.
    func alive(_ now: ContinuousClock.Instant) { watched.withLock { $0?.lastSeen = now } }

    /// The owner is about to close the socket.
    func end() { watched.withLock { $0 = nil } }

    /// Shuts the socket if its owner has not been seen for so long. True when it had to.
    func check(limit: Duration, now: ContinuousClock.Instant = .now) -> Bool {
        watched.withLock { watched in
            guard let current = watched, now - current.lastSeen > limit else { return false }
            shutdown(current.socket, Int32(SHUT_RDWR))
            watched = nil
            return true
        }
    }
}
