import Synchronization

/// A connection to the server that tasks and the event loop share: the session under a lock, and its completions outside of it.
///
/// Whoever leases it runs one batch at a time. The task writes, the event loop reads and completes.
final class Connection: EventLoopMember {
    let id: Int
    private let token: EventLoop.Token
    private let loop: EventLoop
    /// nil once closed.
    private let session: Mutex<Session?>
    private let lastOperation = Atomic(0)
    /// An operation that was cancelled before it began.
    private let cancelledEarly = Atomic(0)
    private let onClose: @Sendable (Connection) -> Void

    /// How long a cancelled statement may take to end before the connection is closed instead.
    static let cancelGrace = Duration.seconds(2)

    /// Watches the session; `onClose` runs once, when it is closed for whatever reason.
    init(id: Int, adopting session: sending Session, loop: EventLoop, onClose: @escaping @Sendable (Connection) -> Void) {
        self.id = id
        self.loop = loop
        self.onClose = onClose
        token = loop.newToken()
        let socket = session.socket
        self.session = Mutex(session)
        if !loop.add(self, token: token, socket: socket) { close(.unavailable("the event loop cannot watch the socket")) }
    }

    /// Neither in a transaction nor broken nor to be replaced: fit for the next holder.
    var isReusable: Bool { session.withLock { $0.map { $0.isIdle && $0.isOpen && !$0.isDoomed } ?? false } }

    var isClosed: Bool { session.withLock { $0 == nil } }

    func newOperation() -> Int { lastOperation.add(1, ordering: .relaxed).newValue }

    /// Sends a batch; `completion` runs exactly once, perhaps before this returns.
    func start(_ batch: Batch, operation id: Int, deadline: UInt64, completion: @escaping Completion) {
        let ending = session.withLock { session -> Ending? in
            guard let current = session else { return .failure(completion, PostgresError.closedBeforeSending) }
            if cancelledEarly.load(ordering: .acquiring) == id { return .failure(completion, CancellationError()) }
            do throws(PostgresError) {
                let isOpen = try current.begin(batch, Operation(id: id, completion: completion, deadline: deadline))
                if !isOpen { return tearDown(&session, current.lastError) }
                if current.hasUnsentData { loop.watchWriting(true, socket: current.socket, token: token) }
                return nil
            } catch {
                return .failure(completion, error)
            }
        }
        finish(ending)
        loop.note(deadline: deadline)
    }

    /// Abandons an operation: asks the server to stop it and waits, briefly, for the connection to be clean again.
    func cancel(operation id: Int) {
        let deadline = Uptime.after(Self.cancelGrace)
        let request = session.withLock { session -> CancelRequest? in
            guard let current = session else { return nil }
            guard current.operation?.id == id else {
                cancelledEarly.store(id, ordering: .releasing)
                return nil
            }
            current.operation?.cancel(by: deadline)
            return current.cancelRequest
        }
        guard let request else { return }
        request.send { [self] in cancelArrived(operation: id) }
        loop.note(deadline: deadline)
    }

    private func cancelArrived(operation id: Int) {
        finish(session.withLock { session in
            guard let current = session, current.operation?.id == id else { return nil }
            current.operation?.isCancelRequestPending = false
            return current.takeFinished().map { Ending(completed: ($0.completion, $0.result)) }
        })
    }

    func socketIsReady() {
        finish(session.withLock { session in
            guard let current = session else { return nil }
            return pump(current, &session)
        })
    }

    func checkDeadlines(now: UInt64) -> UInt64? {
        let (ending, next) = session.withLock { session -> (Ending?, UInt64?) in
            guard let current = session, let operation = current.operation else { return (nil, nil) }
            guard operation.deadline <= now else { return (pump(current, &session), operation.deadline) }
            return (tearDown(&session, .deadlineExceeded), nil)
        }
        finish(ending)
        return next
    }

    func loopIsClosing() { close() }

    /// Closes at once; a batch under way fails with `error`.
    func close(_ error: PostgresError = .shutDown) {
        finish(session.withLock { tearDown(&$0, error) })
    }

    /// The notifications that have come, now or as soon as there are any; nil once the connection is closed or
    /// `stopListening` is called.
    func nextNotifications(_ waiter: @escaping NotificationWaiter) {
        finish(session.withLock { session in
            guard let current = session else { return Ending(notified: (waiter, nil)) }
            current.notificationWaiter = waiter
            return current.takeNotified().map { Ending(notified: $0) }
        })
    }

    /// Sends whoever waits for notifications away.
    func stopListening() {
        finish(session.withLock { session in
            guard let waiter = session?.notificationWaiter else { return nil }
            session?.notificationWaiter = nil
            return Ending(notified: (waiter, nil))
        })
    }

    // MARK: Under the lock

    private func pump(_ current: Session, _ session: inout Session?) -> Ending? {
        let hadUnsentData = current.hasUnsentData
        let isOpen = current.receive()
        let completed = current.takeFinished().map { ($0.completion, $0.result) }
        let notified = current.takeNotified()
        if !isOpen {
            var ending = tearDown(&session, current.lastError)
            if let completed { ending?.completed = completed }
            if let notified { ending?.notified = notified }
            return ending
        }
        if current.hasUnsentData != hadUnsentData {
            loop.watchWriting(current.hasUnsentData, socket: current.socket, token: token)
        }
        return completed == nil && notified == nil ? nil : Ending(completed: completed, notified: notified)
    }

    /// Gives up the session, which closes it. A cause the server itself gave beats ours.
    private func tearDown(_ session: inout Session?, _ error: PostgresError) -> Ending? {
        guard let current = session else { return nil }
        loop.forget(socket: current.socket)
        session = nil
        var ending = Ending(notified: current.notificationWaiter.map { ($0, nil) }, isClosing: true)
        if let operation = current.operation {
            let known = operation.exchange.failure.flatMap { $0.isConnectionLoss || $0.kind == .misuse ? $0 : nil }
            ending.completed = (
                operation.completion, .failure(operation.isCancelled ? CancellationError() : known ?? error)
            )
        }
        return ending
    }

    // MARK: Outside the lock

    private func finish(_ ending: Ending?) {
        guard let ending else { return }
        if ending.isClosing {
            loop.remove(token)
            onClose(self)
        }
        if let (waiter, notifications) = ending.notified { waiter(notifications) }
        if let (completion, result) = ending.completed { completion(result) }
    }
}

/// What is left to do once the lock is released.
private struct Ending: Sendable {
    var completed: (Completion, Result<[ResultTable], any Error>)?
    var notified: (NotificationWaiter, NotificationBuffer?)?
    var isClosing = false

    static func failure(_ completion: @escaping Completion, _ error: any Error) -> Ending {
        Ending(completed: (completion, .failure(error)))
    }
}
