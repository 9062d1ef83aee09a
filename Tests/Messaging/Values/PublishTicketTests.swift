import Testing

@testable import Messaging

@Suite struct PublishTicketTests {
    private func ticket(_ count: Int) -> PublishTicket {
        PublishTicket((0..<count).map { OutgoingMessage(exchange: "", routingKey: "q", messageID: "\($0)", body: []) })
    }

    @Test func isAnsweredWhenAllItsMessagesAre() async throws {
        let ticket = ticket(2)
        ticket.settle(1, .refused)
        #expect(ticket.isOpen)
        ticket.settle(0, .confirmed)
        await ticket.finished()
        #expect(try ticket.outcomes() == [.confirmed, .refused])
    }

    @Test func isAnsweredOnce() throws {
        let ticket = ticket(1)
        ticket.settle(0, .confirmed)
        ticket.fail(AMQPError(.connectionLost))
        ticket.settle(0, .refused)
        #expect(try ticket.outcomes() == [.confirmed])
    }

    @Test func failingBeforeAnythingWasSentKeepsTheReason() {
        let ticket = ticket(2)
        ticket.fail(AMQPError(.notSent))
        #expect(#expect(throws: AMQPError.self) { try ticket.outcomes() }?.code == .notSent)
        #expect(ticket.takeNext() == nil)
    }

    @Test func failingAfterOneWasSentMakesTheOutcomeUnknown() {
        let ticket = ticket(2)
        #expect(ticket.takeNext() == 0)
        ticket.fail(AMQPError(.connectionLost, "gone", replyCode: 320))
        let error = #expect(throws: AMQPError.self) { try ticket.outcomes() }
        #expect(error?.code == .unknownOutcome && error?.replyCode == 320)
    }

    @Test func answersOutOfRangeOrRepeatedAreIgnored() throws {
        let ticket = ticket(2)
        ticket.settle(7, .confirmed)
        ticket.settle(0, .confirmed)
        ticket.settle(0, .refused)
        #expect(ticket.isOpen)
        ticket.settle(1, .confirmed)
        #expect(try ticket.outcomes() == [.confirmed, .confirmed])
    }

    @Test func theInboxIsBounded() throws {
        var inbox = PublisherInbox()
        try inbox.add(ticket(PublisherInbox.maximumMessages))
        #expect(#expect(throws: AMQPError.self) { try inbox.add(ticket(1)) }?.code == .overloaded)
        for taken in inbox.takeTickets() { inbox.release(taken) }
        try inbox.add(ticket(1))
        inbox.stop()
        #expect(#expect(throws: AMQPError.self) { try inbox.add(ticket(1)) }?.code == .stopped)
    }
}
