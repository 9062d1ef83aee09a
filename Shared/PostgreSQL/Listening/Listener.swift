import Concurrency
import Synchronization

/// One subscription, pulled by its reader: connects, listens, hands over, and connects again.
final class Listener: Sendable {
    private struct State {
        var connection: Connection?
        var waiting: [PostgresNotification] = []
        var isStopped = false
    }

    private let channel: String
    private let client: PostgresClient
    private let state = Mutex(State())
    private let backoff = Backoff(base: .milliseconds(100), cap: .seconds(5))

    init(channel: String, client: PostgresClient) {
        self.channel = channel
        self.client = client
    }

    deinit { stop() }

    /// The next thing heard; nil at the end.
    func next() async -> PostgresNotification? {
        while !isOver {
            if let waiting = state.withLock({ $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() }) { return waiting }
            guard let connection = state.withLock({ $0.connection }) else {
                if await connect() { return .listening }
                continue
            }
            guard let heard = await connection.nextNotifications() else {
                disconnect(connection)
                continue
            }
            state.withLock { $0.waiting = heard.payloads.map { .message($0) } + (heard.hasOverflowed ? [.listening] : []) }
        }
        stop()
        return nil
    }

    private var isOver: Bool { Task.isCancelled || client.isShutDown || state.withLock { $0.isStopped } }

    func stop() {
        let connection = state.withLock { state in
            state.isStopped = true
            defer { state.connection = nil }
            return state.connection
        }
        connection?.close()
    }

    /// Tries until it succeeds; false if there is no point any more.
    private func connect() async -> Bool {
        var attempt = 0
        while !isOver {
            do {
                return keep(try await subscribed())
            } catch is CancellationError {
                return false
            } catch {
                attempt += 1
                client.logger.warning("cannot listen to the database", ["channel": .string(channel), "text": .string("\(error)")])
                try? await Task.sleep(for: backoff.delay(attempt: attempt))
            }
        }
        return false
    }

    private func subscribed() async throws -> Connection {
        let connection = try await client.openConnection()
        do {
            let listen = Batch.pipeline(["LISTEN \(identifier: channel)"])
            _ = try await connection.run(listen, timeout: client.configuration.answerTimeout)
            return connection
        } catch {
            connection.close()
            throw error
        }
    }

    private func keep(_ connection: Connection) -> Bool {
        let isWanted = state.withLock { state in
            if !state.isStopped { state.connection = connection }
            return !state.isStopped
        }
        if !isWanted { connection.close() }
        return isWanted
    }

    private func disconnect(_ connection: Connection) {
        connection.close()
        state.withLock { if $0.connection === connection { $0.connection = nil } }
    }
}
