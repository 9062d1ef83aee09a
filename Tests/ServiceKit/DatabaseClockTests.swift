import Foundation
import Observability
import Testing

@testable import ServiceKit

@Suite struct DatabaseClockTests {
    private struct Away: Error {}

    private func keeper(_ clock: DatabaseClock, _ ask: @escaping @Sendable () async throws -> Date) -> ClockKeeper {
        ClockKeeper(clock: clock, logger: .silent, ask: ask)
    }

    @Test func aHostWhoseClockIsWrongGoesByTheDatabases() async throws {
        let clock = DatabaseClock()
        let theirs = Date(timeIntervalSince1970: 4_000_000_000)
        try await keeper(clock) { theirs }.look()
        let first = clock.now()
        #expect(first >= theirs && first < theirs + 3600)
        #expect(clock.now() >= first)
    }

    @Test func aDatabaseThatIsAwayLeavesTheClockAsItGoes() async throws {
        let clock = DatabaseClock()
        let theirs = Date(timeIntervalSince1970: 4_000_000_000)
        try await keeper(clock) { theirs }.look()
        await #expect(throws: Away.self) { try await keeper(clock) { throw Away() }.look() }
        #expect(clock.now() >= theirs)
    }

    @Test func beforeTheFirstLookItIsTheHostsTime() {
        let clock = DatabaseClock()
        #expect(!clock.isSet)
        #expect(abs(clock.now().timeIntervalSinceNow) < 3600)
    }
}
