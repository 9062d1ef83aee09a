import Synchronization

extension StreamReply {
    /// A live stream of server-sent events with a comment as heartbeat in every silence, so that proxies keep the connection and
    /// a client that left is noticed.
    /// - Parameter produce: sends events until its task is cancelled, or returns to end the stream.
    public static func events(
        heartbeat: Duration = .seconds(15), produce: @escaping @Sendable (EventWriter) async throws -> Void
    ) -> StreamReply {
        let headers: HTTPHeaders = ["Cache-Control": "no-store", "X-Accel-Buffering": "no"]
        return StreamReply(contentType: "text/event-stream", headers: headers, isLive: true) { writer in
            let events = EventWriter(writer)
            // Headers go out with the first byte, and the client's `open` event with them.
            try await writer.write(": open\n\n")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await produce(events) }
                group.addTask {
                    while true {
                        try await Task.sleep(for: heartbeat)
                        try await events.beat(ifSilentFor: heartbeat)
                    }
                }
                defer { group.cancelAll() }
                _ = try await group.next()
            }
        }
    }
}

/// Writes the events of one stream.
public final class EventWriter: Sendable {
    private let writer: StreamWriter
    private let lastWrite = Mutex(ContinuousClock.now)

    init(_ writer: StreamWriter) {
        self.writer = writer
    }

    /// Sends an event. Throws as `StreamWriter.write` does.
    public func send(_ event: ServerSentEvent) async throws {
        lastWrite.withLock { $0 = .now }
        try await writer.write(event.encoded)
    }

    func beat(ifSilentFor silence: Duration) async throws {
        let isDue = lastWrite.withLock { last in .now - last >= silence - silence / 10 }
        if isDue { try await writer.write(": heartbeat\n\n") }
    }
}
