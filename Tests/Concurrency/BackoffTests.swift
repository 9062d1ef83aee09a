import Concurrency
import Testing

@Suite struct BackoffTests {
    private let backoff = Backoff(base: .milliseconds(100), cap: .seconds(10))

    @Test(arguments: [
        (1, Duration.milliseconds(100)), (2, .milliseconds(200)), (3, .milliseconds(400)), (7, .milliseconds(6400)),
        (8, .seconds(10)), (9, .seconds(10)), (Int.max, .seconds(10)), (0, .milliseconds(100)), (Int.min, .milliseconds(100)),
    ])
    func theCeilingDoublesUpToTheCap(attempt: Int, expected: Duration) {
        #expect(backoff.ceiling(attempt: attempt) == expected)
    }

    @Test(arguments: [
        (Duration(attoseconds: .max), Duration(attoseconds: .max)), (.seconds(1), Duration(attoseconds: .max)),
        (Duration(attoseconds: 1), Duration(attoseconds: .max)),
    ])
    func neverOverflows(base: Duration, cap: Duration) {
        #expect(Backoff(base: base, cap: cap).ceiling(attempt: .max) == cap)
    }

    @Test(arguments: [
        (Duration.seconds(5), Duration.seconds(1), Duration.seconds(1)), (.zero, .seconds(1), .zero), (.seconds(1), .zero, .zero),
        (.seconds(-1), .seconds(1), .zero), (.seconds(1), .seconds(-1), .zero),
    ])
    func oddBoundsGiveSafeWaits(base: Duration, cap: Duration, expected: Duration) {
        let backoff = Backoff(base: base, cap: cap)
        #expect(backoff.ceiling(attempt: 40) == expected)
        #expect((.zero...expected).contains(backoff.delay(attempt: 40)))
    }

    @Test func theJitterFillsTheWholeRangeAndNeverLeavesIt() {
        var random = SplitMix(state: 1)
        let delays = (0..<2000).map { _ in backoff.delay(attempt: 3, using: &random) }
        #expect(delays.allSatisfy { (.zero ... .milliseconds(400)).contains($0) })
        // Full jitter: each tenth of the range is hit about 200 times of 2,000.
        for tenth in 0..<10 {
            let range = Duration.milliseconds(40 * tenth)..<Duration.milliseconds(40 * (tenth + 1))
            #expect((120...280).contains(delays.count(where: range.contains)))
        }
    }

    @Test func theSameSeedGivesTheSameWaits() {
        var (one, other) = (SplitMix(state: 7), SplitMix(state: 7))
        #expect(backoff.delay(attempt: 5, using: &one) == backoff.delay(attempt: 5, using: &other))
    }
}

/// SplitMix64, Steele, Lea and Flood 2014: random numbers that repeat.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
