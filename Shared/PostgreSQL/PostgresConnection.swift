/// A connection held for its session: settings, advisory locks, temporary tables.
public final class PostgresConnection: Sendable {
    private let connection: Connection
    private let timeout: Duration

    init(_ connection: Connection, timeout: Duration) {
        self.connection = connection
        self.timeout = timeout
    }

    /// Runs a statement.
    @discardableResult
    public func query(_ sql: SQL) async throws -> [PostgresRow] {
        try await connection.run(.pipeline([sql]), timeout: timeout).last?.rows ?? []
    }

    /// Runs a statement.
    /// - Returns: how many rows it inserted, updated, deleted or returned.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await connection.run(.pipeline([sql]), timeout: timeout).last?.affected ?? 0
    }
}

extension PostgresClient {
    /// Lends a new connection, apart from the pool, and closes it afterwards, so that nothing of the session outlives `body`.
    public func withConnection<T: Sendable>(_ body: @Sendable (PostgresConnection) async throws -> T) async throws -> T {
        let connection = try await openConnection()
        defer { connection.close() }
        return try await body(PostgresConnection(connection, timeout: configuration.answerTimeout))
    }

    /// A connection apart from the pool. Whoever gets it closes it.
    func openConnection() async throws -> Connection {
        let connection = try await withCheckedThrowingContinuation { continuation in
            opener.open(id: 0, onClose: { _ in }, completion: { continuation.resume(with: $0.mapError { $0 as any Error }) })
        }
        if Task.isCancelled {
            connection.close()
            throw CancellationError()
        }
        return connection
    }
}
