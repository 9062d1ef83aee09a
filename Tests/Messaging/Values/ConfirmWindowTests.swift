import Testing

@testable import Messaging

@Suite struct ConfirmWindowTests {
    private func window(_ count: Int, capacity: Int = 100) -> ConfirmWindow<Int> {
        var window = ConfirmWindow<Int>(capacity: capacity)
        for slot in 1...max(count, 1) where count > 0 { window.send(slot, messageID: "m\(slot)") }
        return window
    }

    @Test func tagsCountFromOne() {
        var window = ConfirmWindow<String>(capacity: 10)
        #expect(window.send("a", messageID: "a") == 1)
        #expect(window.send("b", messageID: "b") == 2)
    }

    @Test func aSingleConfirmSettlesOnlyItsMessage() {
        var window = window(3)
        #expect(window.confirm(2, multiple: false).map(\.slot) == [2])
        #expect(window.inFlight == 2)
        #expect(window.confirm(1, multiple: false).map(\.slot) == [1])
        #expect(window.confirm(3, multiple: false).map(\.slot) == [3])
        #expect(window.inFlight == 0)
    }

    @Test func multipleSettlesAllUpToTheTagThatAreStillOpen() {
        var window = window(5)
        _ = window.confirm(2, multiple: false)
        let settled = window.confirm(4, multiple: true)
        #expect(settled.map(\.slot) == [1, 3, 4])
        #expect(settled.allSatisfy { $0.outcome == .confirmed })
        #expect(window.inFlight == 1)
    }

    @Test func multipleWithTagZeroMeansAll() {
        var window = window(4)
        #expect(window.confirm(0, multiple: true).count == 4)
    }

    @Test(arguments: [UInt64(0), 4, 99, .max])
    func unknownTagsSettleNothing(_ tag: UInt64) {
        var window = window(3)
        #expect(window.confirm(tag, multiple: false).map(\.slot) == [])
        #expect(window.inFlight == 3)
    }

    @Test func aRepeatedConfirmSettlesNothing() {
        var window = window(2)
        _ = window.confirm(1, multiple: false)
        #expect(window.confirm(1, multiple: false).map(\.slot) == [])
        #expect(window.confirm(1, multiple: true).map(\.slot) == [])
        #expect(window.inFlight == 1)
    }

    @Test func multipleBeyondTheLastTagSettlesWhatThereIs() {
        var window = window(2)
        #expect(window.confirm(.max, multiple: true).count == 2)
        #expect(window.send(3, messageID: "m3") == 3)
    }

    @Test func aNackRefuses() {
        var window = window(3)
        #expect(window.refuse(2, multiple: true).map(\.outcome) == [.refused, .refused])
    }

    @Test func aReturnBeforeTheConfirmMakesItReturned() {
        var window = window(3)
        let known = window.giveBack(messageID: "m2", code: 312, text: "NO_ROUTE")
        #expect(known)
        #expect(window.confirm(3, multiple: true).map(\.outcome)
            == [.confirmed, .returned(code: 312, text: "NO_ROUTE"), .confirmed])
    }

    @Test func returnsOfTheSameIDGoToTheMessagesInOrder() {
        var window = ConfirmWindow<Int>(capacity: 10)
        for slot in 1...3 { window.send(slot, messageID: "same") }
        window.giveBack(messageID: "same", code: 312, text: "first")
        window.giveBack(messageID: "same", code: 312, text: "second")
        #expect(window.confirm(3, multiple: true).map(\.outcome)
            == [.returned(code: 312, text: "first"), .returned(code: 312, text: "second"), .confirmed])
    }

    @Test func aReturnOfWhatIsNotInFlightIsTold() {
        var window = window(1)
        let known = window.giveBack(messageID: "other", code: 312, text: "")
        #expect(!known)
    }

    @Test func theWindowIsFullAtItsCapacity() {
        var window = window(3, capacity: 3)
        #expect(!window.hasRoom)
        _ = window.confirm(2, multiple: false)
        #expect(window.hasRoom)
    }

    @Test func oneMessageThatIsNeverConfirmedDoesNotLetTheListGrowForEver() {
        var window = ConfirmWindow<Int>(capacity: 2)
        window.send(0, messageID: "stuck")
        var sent = 0
        while window.hasRoom, sent < 100_000 {
            let tag = window.send(sent, messageID: "")
            _ = window.confirm(tag, multiple: false)
            sent += 1
        }
        #expect(sent < 1_000)
    }

    @Test func aLostConnectionGivesAllInFlightAndStartsTagsAgain() {
        var window = window(4)
        _ = window.confirm(2, multiple: false)
        #expect(window.reset() == [1, 3, 4])
        #expect(window.inFlight == 0)
        #expect(window.send(9, messageID: "") == 1)
        #expect(window.confirm(1, multiple: false).map(\.slot) == [9])
    }
}
