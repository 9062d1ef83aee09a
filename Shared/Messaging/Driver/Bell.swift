import CRabbitMQ
import Foundation

/// Wakes a thread that waits on a socket: an eventfd to wait on beside it.
final class Bell: Sendable {
    private let descriptor: Int32

    /// Nil when the system has no descriptor left.
    init?() {
        descriptor = pitcrew_eventfd()
        if descriptor < 0 { return nil }
    }

    deinit { close(descriptor) }

    /// From any thread; never blocks.
    func ring() {
        var one: UInt64 = 1
        _ = write(descriptor, &one, 8)
    }

    /// Waits until it rang, the socket is readable (or writable, if asked), or the time is up.
    func wait(socket: Int32?, writable: Bool, within limit: Duration) {
        let interest = Int16(POLLIN) | (writable ? Int16(POLLOUT) : 0)
        // A negative descriptor is left out by poll(2).
        var descriptors = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket ?? -1, events: interest, revents: 0),
        ]
        _ = poll(&descriptors, 2, limit.milliseconds)
        if descriptors[0].revents != 0 {
            var count: UInt64 = 0
            _ = read(descriptor, &count, 8)
        }
    }
}

/// Whether the socket takes more without blocking.
func isWritable(_ socket: Int32) -> Bool {
    var descriptor = pollfd(fd: socket, events: Int16(POLLOUT), revents: 0)
    return poll(&descriptor, 1, 0) == 1 && descriptor.revents & Int16(POLLOUT) != 0
}

extension Duration {
    /// Rounded up, so that waiting for a moment does not end just before it and spin.
    fileprivate var milliseconds: Int32 {
        guard self > .zero else { return 0 }
        let (seconds, attoseconds) = components
        guard seconds < 1_000_000 else { return 1_000_000_000 }
        return Int32(seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
    }
}
