import Foundation
import ServiceKit
import TestSupport
import Testing

@Suite struct RecentValueTests {
    private struct Away: Error {}

    @Test func isReadAgainOnceItIsTooOldForWhoeverAsks() async throws {
        let clock = ManualClock("2030-01-01T00:00:00Z")
        let recent = RecentValue<Int>(clock: clock)
        #expect(try await recent.value(noOlderThan: 5) { 1 } == 1)
        clock.advance(by: .seconds(4))
        #expect(try await recent.value(noOlderThan: 5) { 2 } == 1)
        #expect(try await recent.value(noOlderThan: 4) { 3 } == 3, "as old as it may not be")
        clock.advance(by: .seconds(-60))
        #expect(try await recent.value(noOlderThan: 5) { 4 } == 4, "from the future: the clock was set back")
    }

    @Test func aFailureToReadIsNotKept() async throws {
        let recent = RecentValue<Int>(clock: ManualClock("2030-01-01T00:00:00Z"))
        await #expect(throws: Away.self) { try await recent.value(noOlderThan: 5) { throw Away() } }
        #expect(try await recent.value(noOlderThan: 5) { 1 } == 1)
    }
}
