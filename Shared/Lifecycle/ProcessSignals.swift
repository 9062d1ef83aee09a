import Dispatch
import Glibc
import Synchronization

/// The signals of this process.
public enum ProcessSignals {
    /// How long a process may live on after the second signal.
    private static let lastGrace: DispatchTimeInterval = .seconds(2)

    /// SIGTERM and SIGINT as they come, for as long as somebody listens; also ignores SIGPIPE from now on.
    ///
    /// Should the process not end by itself soon after a second signal, its cooperative threads blocked perhaps, it is ended
    /// from here.
    public static func stream() -> AsyncStream<Int32> {
        ignoreBrokenPipes()
        let (stream, sender) = AsyncStream.makeStream(of: Int32.self)
        let received = SignalCount()
        let watches = [SIGTERM, SIGINT].map { number in
            SignalWatch(number) {
                sender.yield(number)
                if received.increment() == 2 { endSoon(number) }
            }
        }
        sender.onTermination = { _ in watches.forEach { $0.stop() } }
        return stream
    }

    /// A write to a closed connection becomes an error of that write instead of the end of the process.
    public static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

    private static func endSoon(_ number: Int32) {
        DispatchQueue.global().asyncAfter(deadline: .now() + lastGrace) { _exit(128 + number) }
    }
}

private final class SignalCount: Sendable {
    private let value = Atomic(0)

    func increment() -> Int { value.add(1, ordering: .relaxed).newValue }
}
