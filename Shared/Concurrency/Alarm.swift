/// A timer that fires once, unless cancelled before or let go of.
///
/// `Task.sleep` leaves its timer with Dispatch until it is due, even when the task was cancelled long before: ten thousand
/// deadlines a second would pile up. A cancelled alarm lets go of its action at once, and setting one costs no system call
/// unless it is the next to ring.
public final class Alarm: Sendable {
    private let entry: AlarmClock.Entry

    /// Starts the timer; `action` runs on a thread shared by all alarms and must be short.
    public init(after delay: Duration, _ action: @escaping @Sendable () -> Void) {
        entry = AlarmClock.Entry(due: AlarmClock.now &+ delay.clampedNanoseconds, action: action)
        AlarmClock.shared.add(entry)
    }

    /// Stops the timer. An action already running goes on.
    public func cancel() {
        if entry.take() != nil { AlarmClock.shared.noteCancelled() }
    }

    deinit { cancel() }
}

extension Duration {
    /// At least zero, and at most ten years. Not by `components`, which traps on what does not fit.
    var clampedNanoseconds: UInt64 {
        let tenYears: Int128 = 315_360_000_000_000_000
        return UInt64(min(max(attoseconds / 1_000_000_000, 0), tenYears))
    }
}
