import Testing

@testable import Outbox

@Suite struct BatchSizeTests {
    @Test func itShrinksToOneAndGrowsToTheMost() {
        var size = BatchSize(most: 5)
        var seen: [Int] = []
        for _ in 0..<4 {
            size.halve()
            seen.append(size.now)
        }
        for _ in 0..<4 {
            size.grow()
            seen.append(size.now)
        }
        #expect(seen == [2, 1, 1, 1, 2, 4, 5, 5])
    }
}
