import Synchronization

/// Tells a waiting loop that there is something to do.
///
/// A signal with nobody waiting is kept, once, for the next wait; a signal wakes everybody who waits. So a loop that looks for
/// work, finds none and then waits never misses what was signalled in between.
public final class Wakeup: Sendable {
    private struct State {
        var isSignalled = false
        var waiters: [UInt64: CheckedContinuation<Bool, Never>] = [:]
        var lastID: UInt64 = 0
    }

    private let state = Mutex(State())

    /// One that nobody has signalled yet.
    public init() {}

    /// Wakes all who wait, or the next who will. Never blocks.
    public func signal() {
        let waiters = state.withLock { state in
            let waiters = state.waiters
            state.waiters = [:]
            state.isSignalled = waiters.isEmpty
            return waiters
        }
        for waiter in waiters.values { waiter.resume(returning: true) }
    }

    /// Waits for a signal. True when there was one; false when the time was up or the task is cancelled, without delay.
    @discardableResult
    public func wait(timeout: Duration? = nil) async -> Bool {
        let id = state.withLock { state in
            state.lastID &+= 1
            return state.lastID
        }
        var alarm: Alarm?
        let signalled = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard register(continuation, as: id, timeout: timeout), let timeout else { return }
                // After registering: an alarm that rang before would find nobody.
                alarm = Alarm(after: timeout) { [self] in release(id) }
            }
        } onCancel: {
            release(id)
        }
        alarm?.cancel()
        return signalled
    }

    /// True when the continuation now waits; otherwise it has been resumed.
    private func register(_ continuation: CheckedContinuation<Bool, Never>, as id: UInt64, timeout: Duration?) -> Bool {
        let immediate: Bool? = state.withLock { state in
            if state.isSignalled {
                state.isSignalled = false
                return true
            }
            // Cancellation sets its mark before it calls the handler: whichever comes first under this lock, one of both sees it.
            if Task.isCancelled || timeout.map({ $0 <= .zero }) == true { return false }
            state.waiters[id] = continuation
            return nil
        }
        if let immediate { continuation.resume(returning: immediate) }
        return immediate == nil
    }

    private func release(_ id: UInt64) {
        let waiter = state.withLock { $0.waiters.removeValue(forKey: id) }
        waiter?.resume(returning: false)
    }
}
