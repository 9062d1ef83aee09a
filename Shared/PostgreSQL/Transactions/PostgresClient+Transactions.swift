import Concurrency

/// How much a transaction sees of others (manual, section 13.2).
public enum IsolationLevel: String, Sendable {
    case readCommitted = "READ COMMITTED"
    case repeatableRead = "REPEATABLE READ"
    case serializable = "SERIALIZABLE"
}

extension PostgresClient {
    /// Runs `body` in a transaction on one connection: commits when it returns, rolls back when it throws.
    ///
    /// The connection is leased, and the transaction begun, with the first statement: a transaction without statements costs
    /// nothing, and one whose statements were all enqueued is one round trip. A statement that is cancelled throws, so the
    /// transaction rolls back; once the body has returned, the commit is carried through. Throws an error of kind
    /// `commitOutcomeUnknown` if the connection broke meanwhile. Make no remote call inside.
    /// - Parameters:
    ///   - isolation: nil is the server's default, read committed.
    ///   - statementTimeout: replaces the configured one for the statements of this transaction.
    ///   - attempts: how often the body may run in all when the server asks for a repetition (serialization failure, deadlock).
    @discardableResult
    public func withTransaction<T: Sendable>(
        isolation: IsolationLevel? = nil, statementTimeout: Duration? = nil, attempts: Int = 1,
        _ body: @Sendable (PostgresTransaction) async throws -> T
    ) async throws -> T {
        var attempt = 1
        while true {
            do {
                return try await instruments.transaction {
                    try await once(PostgresTransaction(self, isolation: isolation, statementTimeout: statementTimeout), body)
                }
            } catch let error as PostgresError where error.isRetriable && attempt < attempts {
                try await Task.sleep(for: Backoff(base: .milliseconds(10), cap: .milliseconds(500)).delay(attempt: attempt))
                attempt += 1
            } catch {
                instruments.count(error)
                throw error
            }
        }
    }

    /// Runs the statements in one transaction and one round trip: all or nothing. For statements that do not depend on
    /// each other's results.
    /// - Returns: the rows of each statement.
    @discardableResult
    public func pipeline(_ statements: [SQL]) async throws -> [[PostgresRow]] {
        guard !statements.isEmpty else { return [] }
        let transaction = PostgresTransaction(self, isolation: nil, statementTimeout: nil)
        do {
            let tables = try await transaction.runAndCommit(statements)
            transaction.end(committed: true)
            return tables.map(\.rows)
        } catch {
            await transaction.rollBack()
            instruments.count(error)
            throw error
        }
    }

    private func once<T: Sendable>(
        _ transaction: PostgresTransaction, _ body: @Sendable (PostgresTransaction) async throws -> T
    ) async throws -> T {
        let value: T
        do {
            value = try await body(transaction)
            _ = try await transaction.runAndCommit([])
        } catch {
            await transaction.rollBack()
            throw error
        }
        transaction.end(committed: true)
        return value
    }
}
