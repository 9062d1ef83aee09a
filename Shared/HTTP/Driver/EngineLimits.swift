/// The bounds the engine holds every client to.
struct EngineLimits: Sendable {
    /// Longest wait for the first request head of a connection.
    var head: Duration
    /// Longest wait for the next request head of a connection.
    var idle: Duration
    /// Longest time from request line to end of body.
    var request: Duration
    /// Longest time for a client to take an answer of known length.
    var response: Duration
    /// Most bytes of request line and headers.
    var headBytes: Int
    /// Bytes of a refused body that are read and thrown away, so that the client gets to read the refusal.
    var discardBytes: Int = 8 << 20
    /// Bytes of a streamed answer that may wait for a slow client.
    var streamBytes: Int = 64 << 10
}
