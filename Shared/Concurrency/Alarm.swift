import Dispatch
import Synchronization

/// A timer that fires once, unless cancelled before.
///
/// `Task.sleep` leaves its timer with Dispatch until it is due, even when the task was cancelled long before: ten thousand
/// deadlines a second would pile up. Cancelling an alarm frees it at once.
public final class Alarm: Sendable {
    private static let queue = DispatchQueue(label: "pitcrew.alarms")
    private let source: Mutex<any DispatchSourceTimer>

    /// Starts the timer; `action` runs on a queue shared by all alarms and must be short.
    public init(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
        let source = DispatchSource.makeTimerSource(queue: Alarm.queue)
        source.schedule(deadline: .now() + delay.dispatchInterval, leeway: .milliseconds(1))
        source.setEventHandler(handler: action)
        source.activate()
        self.source = Mutex(source)
    }

    /// Frees the timer. An action already running goes on.
    public func cancel() { source.withLock { $0.cancel() } }

    deinit { cancel() }
}

extension Duration {
    /// Nanoseconds for Dispatch; longer than ten years counts as ten years. Not by `components`, which traps on what does not fit.
    var dispatchInterval: DispatchTimeInterval {
        let tenYears: Int128 = 315_360_000_000_000_000
        return .nanoseconds(Int(clamping: min(max(attoseconds / 1_000_000_000, 0), tenYears)))
    }
}
