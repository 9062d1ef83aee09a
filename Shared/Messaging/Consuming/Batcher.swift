/// Deliveries that wait for somebody to handle them, gathered into batches.
///
/// A batch is due when it is full, or when its first delivery has waited for the delay.
struct Batcher {
    private struct Waiting {
        let delivery: Delivery
        let since: ContinuousClock.Instant
    }

    let size: Int
    let delay: Duration
    private var waiting: [Waiting] = []
    private var head = 0

    init(size: Int, delay: Duration) {
        self.size = max(size, 1)
        self.delay = delay
    }

    var count: Int { waiting.count - head }

    /// When the next batch is due; nil without deliveries.
    var due: ContinuousClock.Instant? {
        guard count > 0 else { return nil }
        return count >= size ? waiting[head].since : waiting[head].since + delay
    }

    mutating func add(_ delivery: Delivery, now: ContinuousClock.Instant) {
        waiting.append(Waiting(delivery: delivery, since: now))
    }

    /// The next batch, if one is due.
    mutating func takeBatch(now: ContinuousClock.Instant) -> [Delivery]? {
        guard let due, due <= now else { return nil }
        let end = min(head + size, waiting.count)
        let batch = waiting[head..<end].map(\.delivery)
        head = end
        if head == waiting.count || head > 1024 {
            waiting.removeFirst(head)
            head = 0
        }
        return batch
    }

    /// All that nobody has been given.
    mutating func takeAll() -> [Delivery] {
        defer {
            waiting = []
            head = 0
        }
        return waiting[head...].map(\.delivery)
    }
}
