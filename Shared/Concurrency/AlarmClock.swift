import Dispatch
import Synchronization

/// The one thread that rings all alarms of the process when they are due.
final class AlarmClock: Sendable {
    /// An alarm as the clock keeps it; empty once rung or cancelled.
    final class Entry: Sendable {
        /// Nanoseconds of the monotonic clock.
        let due: UInt64
        private let action: Mutex<(@Sendable () -> Void)?>

        init(due: UInt64, action: @escaping @Sendable () -> Void) {
            self.due = due
            self.action = Mutex(action)
        }

        var isEmpty: Bool { action.withLock { $0 == nil } }

        /// The action, for the first who asks.
        func take() -> (@Sendable () -> Void)? { action.withLock { $0.take() } }
    }

    static let shared = AlarmClock()
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    private let queue = Mutex(AlarmQueue())
    private let earlier = DispatchSemaphore(value: 0)

    private init() {
        let started = OSThread.start(name: "alarms") { [self] in run() }
        precondition(started, "the operating system refused the thread of the alarms")
    }

    func add(_ entry: Entry) {
        if queue.withLock({ $0.add(entry) }) { earlier.signal() }
    }

    func noteCancelled() {
        queue.withLock { $0.noteCancelled() }
    }

    private func run() {
        while true {
            // When to look again is noted under the same lock, so that an earlier alarm is seen to be one.
            let (due, wakesAt) = queue.withLock { queue in (queue.takeDue(AlarmClock.now), queue.wakesAt) }
            for entry in due { entry.take()?() }
            if due.isEmpty { _ = earlier.wait(timeout: DispatchTime(uptimeNanoseconds: wakesAt)) }
        }
    }
}
