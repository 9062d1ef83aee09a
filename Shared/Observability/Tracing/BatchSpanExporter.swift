import Synchronization

/// Keeps finished spans until somebody fetches them to send. Bounded: what comes when it is full is dropped and counted.
public final class BatchSpanExporter: SpanExporter {
    private struct State {
        var spans: [FinishedSpan] = []
        var dropped = 0
    }

    /// How many spans it holds at most.
    public let capacity: Int
    private let state = Mutex(State())

    /// `capacity` bounds the spans that wait.
    public init(capacity: Int = 4096) { self.capacity = max(0, capacity) }

    public func export(_ span: FinishedSpan) {
        state.withLock { state in
            if state.spans.count < capacity {
                state.spans.append(span)
            } else {
                state.dropped += 1
            }
        }
    }

    /// Hands over the oldest spans, at most so many.
    public func drain(max: Int) -> [FinishedSpan] {
        state.withLock { state in
            let batch = Array(state.spans.prefix(max > 0 ? max : 0))
            state.spans.removeFirst(batch.count)
            return batch
        }
    }

    /// How many spans wait.
    public var count: Int { state.withLock { $0.spans.count } }

    /// Counts spans that were fetched and did not arrive.
    public func noteLost(_ count: Int) { state.withLock { $0.dropped += count } }

    /// How many spans were lost so far, here or on the way.
    public var dropped: Int { state.withLock { $0.dropped } }
}
