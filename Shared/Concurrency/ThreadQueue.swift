import Dispatch
import Synchronization

/// The work of one thread: closures in order, until finished.
final class ThreadQueue: Sendable {
    private struct State {
        var work: [@Sendable () -> Void] = []
        var isFinished = false
        var isAsleep = false

        /// Whether the thread has to be woken; then it counts as awake.
        mutating func wake() -> Bool {
            defer { isAsleep = false }
            return isAsleep
        }
    }

    private let state = Mutex(State())
    private let awaken = DispatchSemaphore(value: 0)
    private let thread = Atomic<UInt>(0)

    /// Whether the caller is on this queue's thread.
    var isCurrent: Bool { thread.load(ordering: .acquiring) == OSThread.current }

    func append(_ item: @escaping @Sendable () -> Void) {
        let mustWake = state.withLock { state in
            state.work.append(item)
            return state.wake()
        }
        if mustWake { awaken.signal() }
    }

    /// Lets the thread end once the work in hand is done.
    func finish() {
        let mustWake = state.withLock { state in
            state.isFinished = true
            return state.wake()
        }
        if mustWake { awaken.signal() }
    }

    /// The body of the thread.
    func runUntilFinished() {
        thread.store(OSThread.current, ordering: .releasing)
        while let batch = take() {
            if batch.isEmpty { awaken.wait() }
            for item in batch { item() }
        }
    }

    /// What there is to do; nil when finished. Falls asleep under the lock that saw the list empty: whoever appends next sees it.
    private func take() -> [@Sendable () -> Void]? {
        state.withLock { state in
            let batch = state.work
            state.work = []
            state.isAsleep = batch.isEmpty && !state.isFinished
            return batch.isEmpty && state.isFinished ? nil : batch
        }
    }
}
