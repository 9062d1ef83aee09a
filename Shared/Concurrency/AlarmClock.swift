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

    private struct State {
        var entries = BinaryHeap<Entry> { $0.due < $1.due }
        /// About how many of them are empty.
        var empty = 0
        /// What the thread waits for.
        var wakesAt = UInt64.max
    }

    static let shared = AlarmClock()
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    private let state = Mutex(State())
    private let earlier = DispatchSemaphore(value: 0)

    private init() {
        let started = OSThread.start(name: "alarms") { [self] in run() }
        precondition(started, "the operating system refused the thread of the alarms")
    }

    func add(_ entry: Entry) {
        let isEarlier = state.withLock { state in
            state.entries.push(entry)
            guard entry.due < state.wakesAt else { return false }
            state.wakesAt = entry.due
            return true
        }
        if isEarlier { earlier.signal() }
    }

    /// Sweeps out empty entries once they are the most, so that memory follows the alarms that are set.
    func noteCancelled() {
        state.withLock { state in
            state.empty += 1
            guard state.empty > 64, state.empty > state.entries.count / 2 else { return }
            state.entries.removeAll { $0.isEmpty }
            state.empty = 0
        }
    }

    /// How many entries are kept, empty ones included.
    var count: Int { state.withLock { $0.entries.count } }

    private func run() {
        while true {
            let (due, wakesAt) = takeDue()
            for entry in due { entry.take()?() }
            if due.isEmpty { _ = earlier.wait(timeout: DispatchTime(uptimeNanoseconds: wakesAt)) }
        }
    }

    /// All that is due; and when to look again, which is noted under the same lock so that an earlier alarm is seen to be one.
    private func takeDue() -> ([Entry], UInt64) {
        let now = AlarmClock.now
        return state.withLock { state in
            var due: [Entry] = []
            while let next = state.entries.first, next.due <= now, let entry = state.entries.pop() {
                if entry.isEmpty { state.empty = max(0, state.empty - 1) } else { due.append(entry) }
            }
            state.wakesAt = state.entries.first?.due ?? .max
            return (due, state.wakesAt)
        }
    }
}
