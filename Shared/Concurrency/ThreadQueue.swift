import Dispatch
import Synchronization

/// The work of one thread: closures in order, until finished.
final class ThreadQueue: Sendable {
    private struct State {
        var work: [@Sendable () -> Void] = []
        var finished = false
    }

    private let state = Mutex(State())
    private let filled = DispatchSemaphore(value: 0)
    private let thread = Atomic<UInt>(0)

    /// Whether the caller is on this queue's thread.
    var isCurrent: Bool { thread.load(ordering: .acquiring) == OSThread.current }

    func append(_ item: @escaping @Sendable () -> Void) {
        let wasEmpty = state.withLock { state in
            state.work.append(item)
            return state.work.count == 1
        }
        if wasEmpty { filled.signal() }
    }

    /// Lets the thread end once the work in hand is done.
    func finish() {
        state.withLock { $0.finished = true }
        filled.signal()
    }

    /// The body of the thread.
    func runUntilFinished() {
        thread.store(OSThread.current, ordering: .releasing)
        while true {
            filled.wait()
            var (batch, finished) = take()
            while !batch.isEmpty {
                for item in batch { item() }
                (batch, finished) = take()
            }
            if finished { return }
        }
    }

    /// Empties the list under the lock that appending takes, so that an append after it signals again.
    private func take() -> ([@Sendable () -> Void], Bool) {
        state.withLock { state in
            let batch = state.work
            state.work = []
            return (batch, state.finished)
        }
    }
}
