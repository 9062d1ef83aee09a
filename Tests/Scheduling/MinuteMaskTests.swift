import Scheduling
import Testing

@Suite struct MinuteMaskTests {
    @Test func bitOperationsAgreeWithSetsOfIntegers() {
        var rng = SplitMix64(seed: 7)
        for _ in 0..<300 {
            var mask = MinuteMask()
            var set: Set<Int> = []
            for _ in 0..<6 {
                let from = Int.random(in: -80..<MinuteMask.capacity, using: &rng)
                let range = from..<(from + Int.random(in: 0...400, using: &rng))
                let clamped = range.clamped(to: 0..<MinuteMask.capacity)
                if Bool.random(using: &rng) {
                    mask.insert(range)
                    set.formUnion(clamped)
                } else {
                    mask.remove(range)
                    set.subtract(clamped)
                }
            }
            #expect(Set(mask.minutes) == set && mask.count == set.count && mask.first == set.min())
            let probe = Int.random(in: 0..<MinuteMask.capacity, using: &rng)
            let after = (probe..<MinuteMask.capacity).prefix { set.contains($0) }.count
            let before = stride(from: probe - 1, through: 0, by: -1).prefix { set.contains($0) }.count
            #expect(mask.runLength(from: probe) == after && mask.runLength(upTo: probe) == before)
        }
    }

    @Test func whatLiesOutsideTheDayIsNeverAMember() {
        let mask = MinuteMask(-5..<5_000)
        #expect(mask.count == MinuteMask.capacity)
        #expect(!mask.contains(-1) && !mask.contains(MinuteMask.capacity))
        #expect(mask.runLength(from: -3) == 0 && mask.runLength(from: 9_000) == 0 && mask.runLength(upTo: -1) == 0)
    }
}
