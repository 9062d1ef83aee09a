/// A batch in somebody's hand. Its tags mean something only on the connection it came over.
struct Batch: Sendable {
    let deliveries: [Delivery]
    /// Which connection, counted by the consumer.
    let generation: Int
}

/// A batch that has been handled.
struct HandledBatch: Sendable {
    let batch: Batch
    let settlements: [Settlement]
}

/// What passes between the consumer's thread and those who handle its batches.
struct ConsumerInbox: Sendable {
    /// Handled, to be settled by the thread.
    private(set) var handled: [HandledBatch] = []
    /// Those who wait for a batch.
    private var idle: [CheckedContinuation<Batch?, Never>] = []
    private(set) var isStopping = false
    private var isClosed = false

    var hasIdle: Bool { !idle.isEmpty }

    /// Somebody brings back what was handled.
    mutating func bring(_ batch: HandledBatch) {
        if !isClosed { handled.append(batch) }
    }

    /// Somebody waits for the next batch. False when there will be none any more.
    mutating func wait(_ continuation: CheckedContinuation<Batch?, Never>) -> Bool {
        if !isClosed { idle.append(continuation) }
        return !isClosed
    }

    mutating func takeHandled() -> [HandledBatch] {
        guard !handled.isEmpty else { return [] }
        defer { handled = [] }
        return handled
    }

    mutating func takeIdle() -> CheckedContinuation<Batch?, Never>? { idle.popLast() }

    mutating func stop() { isStopping = true }

    /// No batch will come any more; gives those who wait for one.
    mutating func close() -> [CheckedContinuation<Batch?, Never>] {
        isClosed = true
        defer {
            idle = []
            handled = []
        }
        return idle
    }
}
