import CPostgreSQL

extension Session {
    /// Queues a batch and writes what the socket takes. Throws before anything was sent if the batch cannot be sent;
    /// returns false if the connection broke, with the operation in place.
    func begin(_ batch: Batch, _ new: Operation) throws(PostgresError) -> Bool {
        guard operation == nil else { throw .misuse("a connection runs one statement at a time: await one before the next") }
        switch batch {
        case .pipeline(let list):
            guard !list.isEmpty else { throw .misuse("an empty pipeline") }
            for sql in list { try sql.validate() }
            operation = new
            return sendPipeline(list)
        case .script(let text):
            guard !ZeroByte.isIn(text) else { throw PostgresError(.encoding, message: "the script contains a NUL character") }
            operation = new
            return sendScript(text)
        }
    }

    private func sendPipeline(_ list: [SQL]) -> Bool {
        var steps: [Exchange.Step] = []
        steps.reserveCapacity(list.count + 2)
        let batchStart = statements.startBatch()
        let forgotten = statements.takeDiscarded()
        var isSent = forgotten.isEmpty || sendForgetting(forgotten, &steps)
        for sql in list where isSent { isSent = send(sql, batchStart, &steps) }
        isSent = isSent && PQpipelineSync(pointer) == 1
        steps.append(.sync)
        operation?.exchange = Exchange(steps: steps)
        return isSent && flush()
    }

    /// In a section of its own: inside a failed transaction the server refuses this, which must not touch the batch.
    private func sendForgetting(_ names: [String], _ steps: inout [Exchange.Step]) -> Bool {
        for name in names {
            steps.append(.forget(name: name))
            guard PQsendQueryParams(pointer, "DEALLOCATE \(name)", 0, nil, nil, nil, nil, 0) == 1 else { return false }
        }
        steps.append(.sync)
        return PQpipelineSync(pointer) == 1
    }

    private func send(_ sql: SQL, _ batchStart: Int, _ steps: inout [Exchange.Step]) -> Bool {
        let statement = statements.statement(for: sql.text, batchStart: batchStart)
        if !statement.isPrepared, !statement.isBeingPrepared {
            statement.isBeingPrepared = true
            steps.append(.prepare(statement))
            guard PQsendPrepare(pointer, statement.name, statement.text, 0, nil) == 1 else { return false }
        }
        steps.append(.execute(statement))
        let starts = sql.parameters.starts
        return sql.parameters.bytes.withUnsafeBytes { bytes in
            withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: max(1, starts.count)) { values in
                for (index, start) in starts.enumerated() {
                    let value = start < 0 ? nil : bytes.baseAddress.map { ($0 + start).assumingMemoryBound(to: CChar.self) }
                    values.initializeElement(at: index, to: value)
                }
                return PQsendQueryPrepared(pointer, statement.name, Int32(starts.count), values.baseAddress, nil, nil, 0) == 1
            }
        }
    }

    /// Scripts need the simple protocol, which a pipeline does not allow.
    private func sendScript(_ text: String) -> Bool {
        operation?.exchange = Exchange(steps: [.script])
        return PQexitPipelineMode(pointer) == 1 && PQsendQuery(pointer, text) == 1 && flush()
    }

    /// Writes what the socket takes now. False if the connection broke.
    func flush() -> Bool {
        let outcome = PQflush(pointer)
        hasUnsentData = outcome == 1
        return outcome >= 0
    }
}
