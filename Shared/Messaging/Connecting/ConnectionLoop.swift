import Concurrency
import Observability

/// The life of an owner thread: connect, serve, and connect again with growing, jittered pauses.
struct ConnectionLoop {
    /// Read at most so many events before acting on them.
    private static let eventsAtOnce = 512
    private static let backoff = Backoff(base: .milliseconds(200), cap: .seconds(15))
    /// A connection that lived this long ends a row of failures.
    private static let settled = Duration.seconds(10)

    let configuration: AMQPConfiguration
    let name: String
    let stuckGuard: StuckGuard
    let logger: Logger
    let connections: Counter

    /// Returns when the role has finished or stops trying. Blocks: call it on a thread of its own.
    func run(_ role: some ConnectionRole) {
        var failures = 0
        while !role.isStopping {
            let start = ContinuousClock.now
            do throws(AMQPError) {
                try serve(role)
                return
            } catch {
                failures = ContinuousClock.now - start > Self.settled ? 1 : failures + 1
                let pause = Self.backoff.delay(attempt: failures)
                logger.warning("connection to the broker lost", [
                    "role": .string(name), "code": .string(error.code.rawValue), "reason": .string(error.text),
                    "failures": .int(failures), "pause": .describing(pause),
                ])
                role.lost(error)
                wait(pause, role)
            }
        }
    }

    private func wait(_ pause: Duration, _ role: some ConnectionRole) {
        let end = ContinuousClock.now + pause
        while !role.isStopping {
            let left = end - .now
            guard left > .zero else { return }
            role.sleep(socket: nil, writable: false, within: left)
        }
    }

    private func serve(_ role: some ConnectionRole) throws(AMQPError) {
        let connection = try Connection(configuration, role: name)
        stuckGuard.begin(connection.descriptor)
        // Before the connection closes its descriptor.
        defer { stuckGuard.end() }
        try role.begin(connection)
        connections.add(1)
        logger.info("connected to the broker", ["role": .string(name)])
        try pump(connection, role)
        connection.close()
    }

    private func pump(_ connection: Connection, _ role: some ConnectionRole) throws(AMQPError) {
        while true {
            let now = ContinuousClock.now
            stuckGuard.alive(now)
            let hasMore = try read(connection, role)
            switch try role.advance(connection, now: now) {
            case .finished: return
            case .again: continue
            case .wait(let writable, let until):
                guard !hasMore else { continue }
                let limit = min(until.map { $0 - .now } ?? pulse, pulse)
                role.sleep(socket: connection.descriptor, writable: writable, within: max(limit, .zero))
            }
        }
    }

    /// Heartbeats go out only while the library is called.
    private var pulse: Duration { min(configuration.heartbeat / 2, .seconds(5)) }

    /// True when more may be there.
    private func read(_ connection: Connection, _ role: some ConnectionRole) throws(AMQPError) -> Bool {
        for _ in 0..<Self.eventsAtOnce {
            guard let event = try connection.nextEvent() else { return false }
            try role.receive(event, on: connection)
        }
        return true
    }
}
