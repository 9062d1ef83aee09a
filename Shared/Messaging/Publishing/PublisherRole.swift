import Observability

/// Publishing on the owner thread: sends in order while the window has room, settles what the broker confirms.
final class PublisherRole: ConnectionRole {
    private struct Slot {
        let ticket: PublishTicket
        let index: Int
    }

    /// One round of sending: read confirms in between, and never give the socket much more than it takes without blocking.
    private static let bytesAtOnce = 192 * 1024

    private let inbox: Inbox<PublisherInbox>
    private let status: PublisherStatus
    private let confirmTimeout: Duration
    private var window: ConfirmWindow<Slot>
    private var queue = TicketQueue()
    private var isBlocked = false
    /// When the broker last did something about what is in flight.
    private var progress = ContinuousClock.now

    init(inbox: Inbox<PublisherInbox>, status: PublisherStatus, window: Int, confirmTimeout: Duration) {
        self.inbox = inbox
        self.status = status
        self.window = ConfirmWindow(capacity: window)
        self.confirmTimeout = confirmTimeout
    }

    var isStopping: Bool { inbox.withContent { $0.isStopping } }

    func begin(_ connection: Connection) throws(AMQPError) {
        try connection.ask({ () throws(AMQPError) in try connection.openChannel(Connection.mainChannel) }, until: .channelOpen)
        try connection.ask({ () throws(AMQPError) in try connection.selectConfirms() }, until: .confirmSelect)
        isBlocked = false
        status.connected(true)
    }

    func receive(_ event: ConnectionEvent, on connection: Connection) throws(AMQPError) {
        switch event {
        case .confirmed(let tag, let multiple): settle(window.confirm(tag, multiple: multiple))
        case .refused(let tag, let multiple): settle(window.refuse(tag, multiple: multiple))
        case .returned(let message):
            if !window.giveBack(messageID: message.messageID, code: message.code, text: message.text) { status.strayReturn() }
        case .blocked(let reason): block(reason)
        case .unblocked: block(nil)
        case .channelClosed(_, let error): throw error
        case .delivery, .consumerCancelled, .queueDeclared, .agreed: break
        }
    }

    func advance(_ connection: Connection, now: ContinuousClock.Instant) throws(AMQPError) -> NextStep {
        let (tickets, stopping) = inbox.withContent { ($0.takeTickets(), $0.isStopping) }
        queue.append(tickets)
        queue.dropClosed { ticket in release(ticket) }
        if stopping, queue.isEmpty, !window.contains(where: { $0.ticket.isOpen }) { return .finished }
        try checkConfirms(now)
        guard !isBlocked, window.hasRoom, !queue.isEmpty else { return .wait(writable: false, until: deadline) }
        guard isWritable(connection.descriptor) else { return .wait(writable: true, until: deadline) }
        try connection.corked { () throws(AMQPError) in try sendSome(on: connection, now: now) }
        status.inFlight(window.inFlight)
        return queue.isEmpty || !window.hasRoom ? .wait(writable: false, until: deadline) : .again
    }

    func lost(_ error: AMQPError) {
        status.connected(false)
        let slots = window.reset()
        for slot in slots { slot.ticket.fail(error) }
        status.lost(slots.count)
        status.inFlight(0)
        // A ticket of which some were sent has just failed; the others keep their place and their order.
        queue.append(inbox.withContent { $0.takeTickets() })
        queue.dropClosed { ticket in release(ticket) }
    }

    func sleep(socket: Int32?, writable: Bool, within limit: Duration) {
        let (connected, mayFinish) = (socket != nil, queue.isEmpty && window.inFlight == 0)
        inbox.sleep(socket: socket, writable: writable, within: limit) { inbox in
            connected ? !inbox.tickets.isEmpty || (inbox.isStopping && mayFinish) : inbox.isStopping
        }
    }

    /// Nothing will be sent any more.
    func finish() {
        status.connected(false)
        queue.append(inbox.withContent { $0.stop(); return $0.takeTickets() })
        queue.failAll(AMQPError(.stopped, "the publisher has stopped")) { ticket in release(ticket) }
        for slot in window.reset() { slot.ticket.fail(AMQPError(.stopped, "the publisher has stopped")) }
    }

    private func sendSome(on connection: Connection, now: ContinuousClock.Instant) throws(AMQPError) {
        var bytes = 0
        while bytes < Self.bytesAtOnce, window.hasRoom, let ticket = queue.first {
            guard let index = ticket.takeNext() else {
                queue.removeFirst { ticket in release(ticket) }
                continue
            }
            let message = ticket.messages[index]
            if window.inFlight == 0 { progress = now }
            // In the window first: a failing write leaves its outcome unknown.
            window.send(Slot(ticket: ticket, index: index), messageID: message.messageID)
            try connection.publish(message)
            bytes += message.body.count + 512
        }
        if let ticket = queue.first, !ticket.hasUnsent { queue.removeFirst { ticket in release(ticket) } }
    }

    private func settle(_ settled: [ConfirmWindow<Slot>.Settled]) {
        progress = .now
        for item in settled {
            item.slot.ticket.settle(item.slot.index, item.outcome)
            status.settled(item.outcome)
        }
        status.inFlight(window.inFlight)
    }

    private func release(_ ticket: PublishTicket) { inbox.withContent { $0.release(ticket) } }

    private func block(_ reason: String?) {
        isBlocked = reason != nil
        progress = .now
        status.blocked(reason)
    }

    /// A broker that confirms nothing for so long is not one: start again.
    private func checkConfirms(_ now: ContinuousClock.Instant) throws(AMQPError) {
        guard let deadline, deadline < now else { return }
        throw AMQPError(.timedOut, "the broker has not confirmed for \(confirmTimeout)")
    }

    private var deadline: ContinuousClock.Instant? {
        window.inFlight == 0 || isBlocked ? nil : progress + confirmTimeout
    }
}
