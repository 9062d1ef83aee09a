import Synchronization

/// What other threads hand to the owner thread of a connection: a value under a lock, and a bell that rings only when the
/// thread sleeps.
///
/// The mark "asleep" is set under the lock that saw nothing to do, and cleared by whoever brings something: no wake-up is lost,
/// and a busy thread costs its callers no system call.
final class Inbox<Content: Sendable>: Sendable {
    private struct Guarded {
        var content: Content
        var isAsleep = false
    }

    private let guarded: Mutex<Guarded>
    private let bell: Bell

    init(_ content: Content, bell: Bell) {
        guarded = Mutex(Guarded(content: content))
        self.bell = bell
    }

    /// Changes the content and wakes the owner.
    func post<Result: Sendable>(_ change: (inout Content) -> Result) -> Result {
        let (result, mustRing) = guarded.withLock { guarded in
            let result = change(&guarded.content)
            defer { guarded.isAsleep = false }
            return (result, guarded.isAsleep)
        }
        if mustRing { bell.ring() }
        return result
    }

    /// Reads or changes the content without waking anybody: for the owner, and for looking.
    func withContent<Result: Sendable>(_ body: (inout Content) -> Result) -> Result {
        guarded.withLock { body(&$0.content) }
    }

    /// Waits, unless there is something to do by now.
    func sleep(socket: Int32?, writable: Bool, within limit: Duration, unless hasWork: (Content) -> Bool) {
        let maySleep = guarded.withLock { guarded in
            guarded.isAsleep = !hasWork(guarded.content)
            return guarded.isAsleep
        }
        guard maySleep else { return }
        bell.wait(socket: socket, writable: writable, within: limit)
        guarded.withLock { $0.isAsleep = false }
    }
}
