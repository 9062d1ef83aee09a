/// What callers have brought for the publisher's thread.
struct PublisherInbox: Sendable {
    /// More than this waiting means that the broker has been away for long: callers keep it instead, in their outbox.
    static let maximumMessages = 16_384
    static let maximumBytes = 64 * 1024 * 1024

    private(set) var tickets: [PublishTicket] = []
    /// Brought and not yet sent, with what the thread has taken over.
    private(set) var messages = 0
    private(set) var bytes = 0
    private(set) var isStopping = false

    mutating func add(_ ticket: PublishTicket) throws(AMQPError) {
        guard !isStopping else { throw AMQPError(.stopped, "the publisher has stopped") }
        let more = ticket.byteCount
        let fits = messages + ticket.messages.count <= Self.maximumMessages && bytes + more <= Self.maximumBytes
        guard messages == 0 || fits else {
            throw AMQPError(.overloaded, "\(messages) messages are waiting for the broker")
        }
        tickets.append(ticket)
        messages += ticket.messages.count
        bytes += more
    }

    /// The thread takes the tickets over; they count until ``release(_:)``.
    mutating func takeTickets() -> [PublishTicket] {
        defer { tickets = [] }
        return tickets
    }

    /// The thread is done with sending a ticket.
    mutating func release(_ ticket: PublishTicket) {
        messages -= ticket.messages.count
        bytes -= ticket.byteCount
    }

    mutating func stop() { isStopping = true }
}

extension PublishTicket {
    var byteCount: Int { messages.reduce(0) { $0 + $1.body.count + 256 } }
}
