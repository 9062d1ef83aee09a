import Contracts

/// One event of an event stream (WHATWG HTML, section 9.2).
public struct ServerSentEvent: Sendable, Hashable {
    /// What a client that reconnects sends as `Last-Event-ID`.
    public var id: String?
    /// The event's name; without one it is a `message`.
    public var event: String?
    public var data: String
    /// How long a client waits before it reconnects.
    public var retry: Duration?

    public init(id: String? = nil, event: String? = nil, data: String, retry: Duration? = nil) {
        self.id = id
        self.event = event
        self.data = data
        self.retry = retry
    }

    /// An event whose data is a value as JSON.
    public init(id: String? = nil, event: String? = nil, json value: some Encodable) throws {
        let text = try JSONCoding.text(value)
        self.init(id: id, event: event, data: text)
    }

    /// The event in the stream's format. A line end inside a name or id would begin another field, so it becomes a space.
    public var encoded: String {
        var text = ""
        if let id { text += "id: \(Self.line(id))\n" }
        if let event { text += "event: \(Self.line(event))\n" }
        if let retry { text += "retry: \(Int(retry / .milliseconds(1)))\n" }
        for line in data.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) { text += "data: \(line)\n" }
        return text + "\n"
    }

    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline || $0 == "\0" ? " " : $0 })
    }
}
