extension PostgresTransaction {
    /// One round trip: what is pending, then the statements.
    /// - Parameter withoutBegin: the BEGIN in front of what is pending is left out.
    /// - Returns: the tables of the statements alone.
    @discardableResult
    func run(_ statements: [SQL], isShielded: Bool = false, withoutBegin: Bool = false) async throws -> [ResultTable] {
        for statement in statements { try statement.validate() }
        try state.withLock { state throws(PostgresError) in try state.progress.start() }
        defer { state.withLock { $0.progress.finish() } }
        while true {
            let connection = try await leased()
            let pending = state.withLock { $0.progress.takePending() }
            do {
                let first = pending.dropFirst(withoutBegin ? 1 : 0)
                let batch = Batch.pipeline(first + statements)
                return Array(try await connection.run(batch, timeout: timeout, isShielded: isShielded).dropFirst(first.count))
            } catch let error as PostgresError where error == .closedBeforeSending && beginsWith(pending) {
                // Nothing has happened yet: begin on another connection.
                putBack(pending, connection)
            } catch {
                if !pending.isEmpty, ((error as? PostgresError)?.sqlState ?? "").isEmpty { state.withLock { $0.progress.doom() } }
                // A BEGIN that did not take effect must still come first, should the body go on.
                if beginsWith(pending), connection.isReusable { state.withLock { $0.progress.restore(pending) } }
                throw error
            }
        }
    }

    /// Runs the statements and commits, in one round trip. The commit is carried through though the task is cancelled.
    func runAndCommit(_ statements: [SQL]) async throws -> [ResultTable] {
        guard state.withLock({ $0.connection != nil || $0.progress.hasEnqueued }) || !statements.isEmpty else { return [] }
        guard !state.withLock({ $0.progress.isDoomed }) else { throw PostgresError.transactionAborted }
        // Whoever gets no connection knows that nothing was committed.
        _ = try await leased()
        // What a pipeline holds up to its synchronisation point is one transaction without BEGIN and COMMIT (manual, section 34.5.1), and
        // two statements cheaper.
        let whole = state.withLock { $0.progress.unsentWhole }
        if whole?.isEmpty == true, statements.isEmpty { return [] }
        let tables: [ResultTable]
        do {
            if whole != nil { return try await run(statements, isShielded: true, withoutBegin: true) }
            tables = try await run(statements + ["COMMIT"], isShielded: true)
        } catch let error as PostgresError where error != .closedBeforeSending {
            throw error.sqlState == "25P02" ? PostgresError.transactionAborted : error.atCommit
        }
        // The server answers COMMIT with ROLLBACK, not with an error, if a statement failed and the body went on regardless.
        if tables.last?.command != "COMMIT" { throw PostgresError.transactionAborted }
        return tables.dropLast()
    }

    /// Ends the transaction without effect, if it has begun, and gives the connection back.
    func rollBack() async {
        if let connection = state.withLock({ $0.connection }), !connection.isReusable, !connection.isClosed {
            // If this fails the connection is not clean, and giving it back closes it.
            _ = try? await connection.run(.pipeline(["ROLLBACK"]), timeout: .seconds(5), isShielded: true)
        }
        end(committed: false)
    }

    /// Gives the connection back.
    func end(committed: Bool) {
        let (connection, actions) = state.withLock { state in
            let connection = state.progress.end() ? state.connection : nil
            defer { state.connection = nil }
            return (connection, state.afterCommit)
        }
        if let connection { client.pool.release(connection) }
        if committed { for action in actions { action() } }
    }

    private func leased() async throws -> Connection {
        if let connection = state.withLock({ $0.connection }) { return connection }
        let connection = try await client.leaseConnection()
        state.withLock { $0.connection = connection }
        return connection
    }

    private func putBack(_ pending: [SQL], _ connection: Connection) {
        client.pool.release(connection)
        state.withLock { state in
            state.connection = nil
            state.progress.restore(pending)
        }
    }

    private func beginsWith(_ pending: [SQL]) -> Bool { pending.first?.text.hasPrefix("BEGIN") == true }
}

extension PostgresError {
    /// What it means while a commit is under way.
    fileprivate var atCommit: PostgresError {
        isConnectionLoss || kind == .deadlineExceeded || kind == .shutDown ? .commitOutcomeUnknown(self) : self
    }
}
