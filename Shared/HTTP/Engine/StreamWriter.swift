/// The writing end of a streamed answer.
public struct StreamWriter: Sendable {
    private let sink: any StreamSink

    init(_ sink: any StreamSink) {
        self.sink = sink
    }

    /// Hands bytes to the client. Suspends while the client reads slower than the producer writes.
    /// - Throws: `ClientGone` when nobody reads any more, `CancellationError` when the server stops.
    public func write(_ bytes: [UInt8]) async throws {
        try await sink.write(bytes)
    }

    /// Writes text as UTF-8.
    public func write(_ text: String) async throws {
        try await sink.write(Array(text.utf8))
    }
}

/// The reader of a streamed answer has left; there is no point in producing more.
public struct ClientGone: Error {}

/// What a `StreamWriter` writes to.
protocol StreamSink: Sendable {
    func write(_ bytes: [UInt8]) async throws
}
