import Synchronization

/// The open connections of a daemon.
final class ConnectionRegistry: Sendable {
    private let connections = Mutex<[ObjectIdentifier: Connection]>([:])

    func add(_ connection: Connection) {
        connections.withLock { $0[ObjectIdentifier(connection)] = connection }
    }

    func remove(_ connection: Connection) {
        _ = connections.withLock { $0.removeValue(forKey: ObjectIdentifier(connection)) }
    }

    var count: Int { connections.withLock { $0.count } }

    /// The exchanges under way.
    var exchanges: [Exchange] { all.compactMap(\.exchange) }

    var hasWork: Bool { all.contains { $0.exchange != nil } }

    func sweep(limits: EngineLimits) {
        let now = ContinuousClock.now
        for connection in all { connection.sweep(at: now, limits: limits) }
    }

    private var all: [Connection] { connections.withLock { Array($0.values) } }
}
