extension OutgoingMessage {
    /// Larger bodies belong into an object store.
    static let maximumBody = 16 * 1024 * 1024
    /// Properties travel in one frame; this much always fits into the smallest frame a broker agrees to with us.
    static let maximumProperties = 96 * 1024

    /// Refuses what AMQP cannot carry before the C library sees it: once a method frame is out, an error in the next
    /// frame of the same message would leave the stream torn.
    public func checkLimits() throws(AMQPError) {
        try checkShort(exchange, "exchange")
        try checkShort(routingKey, "routing key")
        try checkShort(messageID, "message id")
        try checkShort(type, "type")
        try checkShort(contentType, "content type")
        guard !mandatory || !messageID.isEmpty else {
            throw AMQPError(.invalidArgument, "a mandatory message needs a message id: a return is recognised by it")
        }
        guard body.count <= Self.maximumBody else {
            throw AMQPError(.invalidArgument, "the body has \(body.count) bytes, more than \(Self.maximumBody)")
        }
        guard try HeaderValue.encodedSize(of: headers, depth: 0) <= Self.maximumProperties else {
            throw AMQPError(.invalidArgument, "the headers take more than \(Self.maximumProperties) bytes")
        }
    }

    /// A short string of the protocol.
    private func checkShort(_ text: String, _ name: StaticString) throws(AMQPError) {
        guard text.utf8.count <= 255 else { throw AMQPError(.invalidArgument, "the \(name) is longer than 255 bytes") }
    }
}

extension HeaderValue {
    /// Tables within tables: deeper ones are neither sent nor read, for the C library recurses over them.
    static let maximumDepth = 16

    /// Bytes on the wire; throws for what cannot be sent.
    static func encodedSize(of table: some Collection<MessageHeaders.Element>, depth: Int) throws(AMQPError) -> Int {
        guard depth < maximumDepth else { throw AMQPError(.invalidArgument, "headers nest deeper than \(maximumDepth)") }
        var size = 4
        for (key, value) in table {
            guard key.utf8.count <= 128 else { throw AMQPError(.invalidArgument, "a header's name is longer than 128 bytes") }
            size += 1 + key.utf8.count + (try value.encodedSize(depth: depth))
        }
        return size
    }

    private func encodedSize(depth: Int) throws(AMQPError) -> Int {
        switch self {
        case .string(let value): return 5 + value.utf8.count
        case .bytes(let value): return 5 + value.count
        case .int, .double, .timestamp: return 9
        case .bool: return 2
        case .null: return 1
        case .table(let table): return 1 + (try Self.encodedSize(of: table, depth: depth + 1))
        case .array(let values):
            guard depth + 1 < Self.maximumDepth else {
                throw AMQPError(.invalidArgument, "headers nest deeper than \(Self.maximumDepth)")
            }
            var size = 5
            for value in values { size += try value.encodedSize(depth: depth + 1) }
            return size
        case .opaque(let kind): throw AMQPError(.invalidArgument, "a header of the unread kind \(kind) cannot be sent")
        }
    }
}
