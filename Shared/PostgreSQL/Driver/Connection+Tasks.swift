extension Connection {
    /// Sends a batch and awaits one table per statement (any number for a script).
    ///
    /// Cancelling the task stops the statement on the server, leaves the connection clean or closed, and throws
    /// `CancellationError`. With `isShielded` it does not: for what must not be torn in two.
    func run(_ batch: Batch, timeout: Duration, isShielded: Bool = false) async throws -> [ResultTable] {
        let operation = newOperation()
        let deadline = Uptime.after(timeout)
        if isShielded { return try await send(batch, operation, deadline) }
        try Task.checkCancellation()
        return try await withTaskCancellationHandler {
            try await send(batch, operation, deadline)
        } onCancel: {
            cancel(operation: operation)
        }
    }

    private func send(_ batch: Batch, _ operation: Int, _ deadline: UInt64) async throws -> [ResultTable] {
        try await withCheckedThrowingContinuation { continuation in
            start(batch, operation: operation, deadline: deadline) { continuation.resume(with: $0) }
        }
    }
}
