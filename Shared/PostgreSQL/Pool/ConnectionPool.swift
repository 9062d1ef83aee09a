import Concurrency
import Observability
import Synchronization

/// The pool's effects around its state machine.
final class ConnectionPool: EventLoopMember {
    private struct State {
        var machine: PoolStateMachine
        var connections: [Int: Connection] = [:]
        var tickets: [Int: Ticket] = [:]
        var lastTicket = 0
        /// Why the last attempt to connect failed, and when.
        var lastFailure: (error: PostgresError, time: UInt64)?
    }

    /// Someone who asked for a connection and got none at once.
    private enum Ticket {
        case drawn
        case waiting(CheckedContinuation<Connection, any Error>)
        case cancelled
    }

    private let state: Mutex<State>
    private let opener: ConnectionOpener
    private let loop: EventLoop
    private let logger: Logger
    private let backoff = Backoff(base: .milliseconds(100), cap: .seconds(2))

    init(configuration: PostgresConfiguration, opener: ConnectionOpener, loop: EventLoop, logger: Logger) {
        let machine = PoolStateMachine(limit: configuration.connections, maximumWaiters: configuration.maximumWaiters)
        state = Mutex(State(machine: machine))
        self.opener = opener
        self.loop = loop
        self.logger = logger
    }

    /// Leases a connection, waiting for one if need be. Whoever gets it must give it back with `release`.
    func acquire(timeout: Duration) async throws -> Connection {
        if let connection = leaseIdle() { return connection }
        try Task.checkCancellation()
        let deadline = Uptime.after(timeout)
        let ticket = state.withLock { state in
            state.lastTicket += 1
            state.tickets[state.lastTicket] = .drawn
            return state.lastTicket
        }
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { wait(ticket, deadline, $0) }
        } onCancel: {
            cancel(ticket)
        }
    }

    /// Gives a connection back. One that is not clean is closed: nobody inherits a transaction.
    func release(_ connection: Connection) {
        if connection.isReusable {
            perform { $0.machine.release(connection.id) }
        } else {
            connection.close()
        }
    }

    /// Connections in use, idle, and tasks waiting.
    var usage: (leased: Int, idle: Int, waiting: Int) {
        state.withLock { ($0.machine.leased.count, $0.machine.idle.count, $0.machine.line.count) }
    }

    var isShutDown: Bool { state.withLock { $0.machine.isShutDown } }

    /// Refuses everybody who waits or comes; idle connections are closed.
    func shutDown() {
        perform { $0.machine.shutDown() }
    }

    func socketIsReady() {}

    func loopIsClosing() {}

    func checkDeadlines(now: UInt64) -> UInt64? {
        perform { $0.machine.expire(now: now) }
        return state.withLock { $0.machine.line.earliestDeadline }
    }

    private func leaseIdle() -> Connection? {
        state.withLock { state in state.machine.leaseIdle().flatMap { state.connections[$0] } }
    }

    private func wait(_ ticket: Int, _ deadline: UInt64, _ continuation: CheckedContinuation<Connection, any Error>) {
        let wasCancelled = perform { state in
            if case .cancelled? = state.tickets.removeValue(forKey: ticket) { return nil }
            state.tickets[ticket] = .waiting(continuation)
            return state.machine.acquire(ticket, deadline: deadline)
        }
        if wasCancelled { continuation.resume(throwing: CancellationError()) } else { loop.note(deadline: deadline) }
    }

    private func cancel(_ ticket: Int) {
        let waiter = state.withLock { state -> CheckedContinuation<Connection, any Error>? in
            switch state.tickets[ticket] {
            case .drawn:
                state.tickets[ticket] = .cancelled
            case .waiting(let continuation) where state.machine.cancel(ticket):
                state.tickets[ticket] = nil
                return continuation
            default:
                break
            }
            return nil
        }
        waiter?.resume(throwing: CancellationError())
    }

    /// Applies an event and carries out what follows from it. True if the event was void.
    @discardableResult
    private func perform(_ event: (inout State) -> [PoolStateMachine.Action]?) -> Bool {
        let effects = state.withLock { state in event(&state).map { $0.map { effect(of: $0, &state) } } }
        for effect in effects ?? [] { effect() }
        return effects == nil
    }

    /// Resolves an action under the lock; the effect itself runs outside.
    private func effect(of action: PoolStateMachine.Action, _ state: inout State) -> @Sendable () -> Void {
        switch action {
        case .lease(let id, let ticket):
            guard let connection = state.connections[id], let waiter = takeWaiter(ticket, &state) else { return {} }
            return { waiter.resume(returning: connection) }
        case .refuse(let ticket, let refusal):
            guard let waiter = takeWaiter(ticket, &state) else { return {} }
            let error = error(for: refusal, state.lastFailure?.error)
            return { waiter.resume(throwing: error) }
        case .open(let id, let attempt):
            return { [self] in open(id, attempt: attempt) }
        case .close(let id):
            let connection = state.connections[id]
            return { connection?.close() }
        }
    }

    private func takeWaiter(_ ticket: Int, _ state: inout State) -> CheckedContinuation<Connection, any Error>? {
        if case .waiting(let waiter)? = state.tickets.removeValue(forKey: ticket) { waiter } else { nil }
    }

    private func error(for refusal: PoolStateMachine.Refusal, _ lastFailure: PostgresError?) -> PostgresError {
        switch refusal {
        case .exhausted: PostgresError(.poolExhausted, message: "no connection became free in time")
        case .unavailable: lastFailure ?? .unavailable("no connection could be made in time")
        case .shutDown: .shutDown
        }
    }

    private func open(_ id: Int, attempt: Int) {
        var start = Uptime.now
        if attempt > 0, let failed = state.withLock({ $0.lastFailure?.time }) {
            start = failed + Uptime.nanoseconds(backoff.delay(attempt: attempt))
        }
        opener.open(id: id, at: start) { [weak self] in
            self?.closed($0)
        } completion: { [weak self] in
            self?.opened(id, $0)
        }
    }

    private func opened(_ id: Int, _ result: Result<Connection, PostgresError>) {
        switch result {
        case .success(let connection):
            perform { state in
                state.connections[id] = connection
                state.lastFailure = nil
                return state.machine.opened(id)
            }
            // It may have closed before it was entered, when nobody noticed.
            if connection.isClosed { closed(connection) }
        case .failure(let error):
            logger.warning("cannot connect to the database", ["text": .string(error.message)])
            perform { state in
                state.lastFailure = (error, Uptime.now)
                return state.machine.failedToOpen(id)
            }
        }
    }

    private func closed(_ connection: Connection) {
        perform { state in
            guard state.connections.removeValue(forKey: connection.id) != nil else { return [] }
            return state.machine.closed(connection.id)
        }
    }
}
