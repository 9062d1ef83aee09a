/// Where finished log lines go.
public protocol LogSink: Sendable {
    /// Takes one line without its line end. Must not block and must not throw.
    func write(_ line: String)
}
