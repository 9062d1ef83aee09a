/// Which connection belongs to whom: events in, actions out, no I/O, no clock.
///
/// At most `limit` connections; opened on demand, one at a time while the server cannot be reached. Waiting is first come
/// first served, bounded in number and time; a connection given back goes straight to the first in line.
struct PoolStateMachine {
    typealias ConnectionID = Int
    typealias Waiter = WaitingLine.Waiter

    enum Refusal: Hashable { case exhausted, unavailable, shutDown }

    enum Action: Hashable {
        case lease(ConnectionID, to: Waiter)
        case refuse(Waiter, Refusal)
        /// Open a connection; `attempt` counts the failures in a row before it, to wait accordingly.
        case open(ConnectionID, attempt: Int)
        case close(ConnectionID)
    }

    private let limit: Int
    private let maximumWaiters: Int
    private(set) var idle: [ConnectionID] = []
    private(set) var leased: Set<ConnectionID> = []
    private(set) var opening: Set<ConnectionID> = []
    private(set) var line = WaitingLine()
    /// Attempts to open that failed in a row.
    private(set) var failures = 0
    private(set) var isShutDown = false
    private var nextID = 0

    init(limit: Int, maximumWaiters: Int) {
        self.limit = limit
        self.maximumWaiters = maximumWaiters
    }

    /// A connection that can be had at once, unless others wait: the most recently used, for its caches are warm.
    mutating func leaseIdle() -> ConnectionID? {
        guard line.isEmpty, let connection = idle.popLast() else { return nil }
        leased.insert(connection)
        return connection
    }

    /// Someone wants a connection and will wait until the deadline.
    mutating func acquire(_ waiter: Waiter, deadline: UInt64) -> [Action] {
        if isShutDown { return [.refuse(waiter, .shutDown)] }
        if let connection = leaseIdle() { return [.lease(connection, to: waiter)] }
        guard line.count < maximumWaiters else { return [.refuse(waiter, refusalForWaiting)] }
        line.append(waiter, deadline: deadline)
        return openOnDemand()
    }

    /// The holder is done with it.
    mutating func release(_ connection: ConnectionID) -> [Action] {
        guard leased.remove(connection) != nil else { return [] }
        return offer(connection)
    }

    mutating func opened(_ connection: ConnectionID) -> [Action] {
        guard opening.remove(connection) != nil else { return [.close(connection)] }
        failures = 0
        return offer(connection) + openOnDemand()
    }

    mutating func failedToOpen(_ connection: ConnectionID) -> [Action] {
        guard opening.remove(connection) != nil else { return [] }
        failures += 1
        return openOnDemand()
    }

    /// The connection is gone, whoever had it.
    mutating func closed(_ connection: ConnectionID) -> [Action] {
        leased.remove(connection)
        idle.removeAll { $0 == connection }
        return openOnDemand()
    }

    /// The waiter lost interest. False if it was served or refused already.
    mutating func cancel(_ waiter: Waiter) -> Bool { line.remove(waiter) }

    mutating func expire(now: UInt64) -> [Action] {
        line.removeExpired(now: now).map { .refuse($0, refusalForWaiting) }
    }

    /// Refuses the waiting and closes the idle; leased connections close when they come back.
    mutating func shutDown() -> [Action] {
        isShutDown = true
        let actions = line.removeAll().map { Action.refuse($0, .shutDown) } + idle.map { .close($0) }
        idle = []
        return actions
    }

    /// With none in use, it is the making of connections that fails.
    private var refusalForWaiting: Refusal { leased.isEmpty ? .unavailable : .exhausted }

    private mutating func offer(_ connection: ConnectionID) -> [Action] {
        if isShutDown { return [.close(connection)] }
        guard let waiter = line.popFirst() else {
            idle.append(connection)
            return []
        }
        leased.insert(connection)
        return [.lease(connection, to: waiter)]
    }

    private mutating func openOnDemand() -> [Action] {
        var actions: [Action] = []
        let wanted = failures > 0 ? min(1, line.count) : line.count
        while !isShutDown, opening.count < wanted, idle.count + leased.count + opening.count < limit {
            nextID += 1
            opening.insert(nextID)
            actions.append(.open(nextID, attempt: failures))
        }
        return actions
    }
}
