import Contracts
import Foundation
import Testing

@Suite struct ValueTests {
    @Test func moneyThatCannotBeCountedStaysAtTheEnd() {
        let much = Money(amount: .max - 1, currency: "EUR")
        #expect(much.adding(1).amount == .max && much.adding(2).amount == .max)
        #expect(Money(amount: .min, currency: "EUR").adding(-1).amount == .min)
    }

    @Test func identifiersAreWrittenInLowerCaseAndReadAgain() {
        let ids = (0..<1_000).map { _ in UUID() }
        #expect(ids.allSatisfy { $0.text == $0.uuidString.lowercased() && UUID(utf8: $0.utf8) == $0 && $0.utf8 == Array($0.text.utf8) })
    }

    @Test(arguments: [-5_000_000, -719_528, -1, 0, 20_000, 2_932_896, 2_932_897, 5_000_000])
    func daysAreCountedBeyondTheYearsThatCanBeWritten(days: Int) {
        #expect(LocalDate(daysSince1970: days).daysSince1970 == days)
    }

    @Test func ofEachTheHighestVersionIsTheLatestInTheOrderOfIds() {
        func state(_ low: UInt64, _ version: Int64) -> CustomerState {
            CustomerState(id: UUID(high: 0, low: low), version: version, name: "\(version)", email: "a@b.de", since: Date())
        }
        let latest = [state(2, 1), state(1, 3), state(2, 4), state(1, 2)].latest()
        #expect(latest.map(\.aggregateID) == [UUID(high: 0, low: 1), UUID(high: 0, low: 2)])
        #expect(latest.map(\.version) == [3, 4])
    }
}
