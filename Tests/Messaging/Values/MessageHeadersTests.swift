import Testing

@testable import Messaging

@Suite struct MessageHeadersTests {
    @Test func theLaterOfTwoWithOneNameCounts() {
        var headers: MessageHeaders = ["a": 1, "b": "x"]
        headers.append("a", 2)
        #expect(headers["a"] == 2 && headers["b"] == "x" && headers["c"] == nil)
        #expect(headers.map(\.key) == ["a", "b", "a"])
    }

    @Test func settingReplacesWhatWasThere() {
        var headers: MessageHeaders = ["a": 1, "a": 2, "b": 3]
        headers["a"] = "new"
        #expect(headers.count == 2 && headers["a"] == "new")
        headers["b"] = nil
        #expect(headers.map(\.key) == ["a"])
    }

    @Test func orderMakesNoDifference() {
        let (one, other): (MessageHeaders, MessageHeaders) = (["a": 1, "b": 2], ["b": 2, "a": 1])
        #expect(one == other && one.hashValue == other.hashValue)
        #expect(one != ["a": 1] && one != ["a": 1, "b": 3])
    }
}
