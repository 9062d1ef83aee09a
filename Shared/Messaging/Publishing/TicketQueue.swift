/// Tickets in the order they came.
struct TicketQueue {
    private var tickets: [PublishTicket] = []
    private var head = 0

    var isEmpty: Bool { head == tickets.count }
    var first: PublishTicket? { isEmpty ? nil : tickets[head] }

    mutating func append(_ more: [PublishTicket]) { tickets.append(contentsOf: more) }

    mutating func removeFirst(_ removed: (PublishTicket) -> Void) {
        guard !isEmpty else { return }
        removed(tickets[head])
        head += 1
        if head == tickets.count || head > 256 {
            tickets.removeFirst(head)
            head = 0
        }
    }

    /// Takes out those in front nobody waits for any more; the ones behind are passed over when their turn comes.
    mutating func dropClosed(_ removed: (PublishTicket) -> Void) {
        while let ticket = first, !ticket.isOpen { removeFirst(removed) }
    }

    mutating func failAll(_ error: AMQPError, _ removed: (PublishTicket) -> Void) {
        while let ticket = first {
            ticket.fail(error)
            removeFirst(removed)
        }
    }
}
