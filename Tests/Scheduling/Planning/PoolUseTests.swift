import Testing

@testable import Scheduling

/// Units of a pool over time, against counters.
@Suite struct PoolUseTests {
    @Test(arguments: 1...40) func unitsAreCountedAsCountersCountThem(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let (units, horizon) = (Int.random(in: 1...5, using: &random), 700)
        let fixed = (0..<Int.random(in: 0...6, using: &random)).map { _ in range(in: horizon, &random) }
        var pool = PoolUse(PlanningProblem.Pool(kind: "jack", units: units, taken: fixed), horizon: horizon)
        var free = (0..<horizon).map { minute in max(units - fixed.count { $0.contains(minute) }, 0) }
        var taken: [(count: Int, range: Range<Int>)] = []
        for _ in 0..<120 {
            let (count, range) = (Int.random(in: 1...units, using: &random), range(in: horizon, &random))
            let fits = range.allSatisfy { free[$0] >= count }
            #expect(pool.has(count, in: range) == fits)
            let first = stride(from: range.lowerBound, through: 400, by: 1).first { start in
                start + range.count <= horizon && (start..<(start + range.count)).allSatisfy { free[$0] >= count }
            }
            if range.lowerBound <= 400 {
                #expect(pool.firstRun(of: range.count, wanting: count, from: range.lowerBound, through: 400) == first)
            }
            if fits {
                pool.take(count, in: range)
                for minute in range { free[minute] -= count }
                taken.append((count, range))
            } else if let index = taken.indices.randomElement(using: &random) {
                let (count, range) = taken.remove(at: index)
                pool.giveBack(count, in: range)
                for minute in range { free[minute] += count }
            }
        }
    }

    private func range(in horizon: Int, _ random: inout SplitMix64) -> Range<Int> {
        let begin = Int.random(in: 0..<(horizon - 1), using: &random)
        return begin..<Int.random(in: (begin + 1)...min(begin + 300, horizon), using: &random)
    }
}
