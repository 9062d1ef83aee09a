/// What a task hands to a connection: one round trip.
enum Batch: Sendable {
    /// Statements with parameters; the first failure skips the rest.
    case pipeline([SQL])
    /// Any number of statements in one text, without parameters.
    case script(String)
}

/// Receives one table per statement, or the first failure.
typealias Completion = @Sendable (Result<[ResultTable], any Error>) -> Void

/// A batch under way.
struct Operation {
    let id: Int
    let completion: Completion
    var exchange = Exchange(steps: [])
    /// When to give up and close.
    var deadline: UInt64
    /// The task lost interest; the answer is only awaited to leave the connection clean.
    var isCancelled = false
    /// A cancel request is on its way. Until it has arrived the connection must not start anything else, which it might hit.
    var isCancelRequestPending = false

    /// Marks it as abandoned, with a request to the server to follow.
    mutating func cancel(by limit: UInt64) {
        isCancelled = true
        isCancelRequestPending = true
        deadline = min(deadline, limit)
    }

    var isComplete: Bool { exchange.isFinished && !isCancelRequestPending }

    var result: Result<[ResultTable], any Error> {
        if isCancelled { return .failure(CancellationError()) }
        if let failure = exchange.failure { return .failure(failure) }
        return .success(exchange.tables)
    }
}
