import Synchronization

/// A transaction under way, on a connection of its own. Use it only inside the body it was given to, one statement at a time.
public final class PostgresTransaction: Sendable {
    struct State {
        var progress: TransactionProgress
        /// Leased with the first statement.
        var connection: Connection?
        var afterCommit: [@Sendable () -> Void] = []
    }

    let client: PostgresClient
    let timeout: Duration
    let state: Mutex<State>

    init(_ client: PostgresClient, isolation: IsolationLevel?, statementTimeout: Duration?) {
        self.client = client
        timeout = statementTimeout.map { $0 + client.configuration.answerGrace } ?? client.configuration.answerTimeout
        var begin = [SQL(isolation.map { "BEGIN ISOLATION LEVEL \($0.rawValue)" } ?? "BEGIN")]
        if let statementTimeout {
            begin.append("SELECT set_config('statement_timeout', \(ConnectionString.milliseconds(statementTimeout)), true)")
        }
        state = Mutex(State(progress: TransactionProgress(begin: begin)))
    }

    /// Runs a statement.
    @discardableResult
    public func query(_ sql: SQL) async throws -> [PostgresRow] {
        try await run([sql]).last?.rows ?? []
    }

    /// Runs a statement.
    /// - Returns: how many rows it inserted, updated, deleted or returned.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await run([sql]).last?.affected ?? 0
    }

    /// Has a statement run with the next one, or with the commit: it costs no round trip of its own. Nobody learns its result; if it
    /// fails, so does the call it went with, or the commit.
    public func enqueue(_ sql: SQL) throws {
        try sql.validate()
        try state.withLock { state throws(PostgresError) in try state.progress.enqueue(sql) }
    }

    /// Runs statements in one round trip. The first that fails fails the call, and the rest are skipped. One statement
    /// timeout bounds the whole.
    /// - Returns: the rows of each statement.
    @discardableResult
    public func pipeline(_ statements: [SQL]) async throws -> [[PostgresRow]] {
        statements.isEmpty ? [] : try await run(statements).map(\.rows)
    }

    /// Runs a script: any number of statements, without parameters and without transaction control.
    public func script(_ text: String) async throws {
        // The simple protocol takes a round trip of its own: whatever is pending goes first.
        try await run(["SELECT 1"])
        guard let connection = state.withLock({ $0.connection }) else { throw PostgresError.shutDown }
        _ = try await connection.run(.script(text), timeout: timeout)
        if connection.isReusable { throw PostgresError.misuse("the script ended the transaction it ran in") }
    }

    /// Runs `body` so that its statements can be undone on their own: if it throws, they are, and the transaction can go on.
    public func withSavepoint<T>(_ body: () async throws -> T) async throws -> T {
        let name = state.withLock { $0.progress.enterSavepoint() }
        do {
            let value = try await body()
            // What was enqueued inside must fail inside.
            if state.withLock({ $0.progress.hasUnsent }) { try await run([]) }
            state.withLock { $0.progress.releaseSavepoint(name) }
            return value
        } catch {
            if state.withLock({ $0.progress.undoSavepoint(name) }) { _ = try? await run([], isShielded: true) }
            throw error
        }
    }

    /// Runs `action` once the transaction is committed; not if it is rolled back or its outcome is unknown. It must not block.
    public func afterCommit(_ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.afterCommit.append(action) }
    }
}
