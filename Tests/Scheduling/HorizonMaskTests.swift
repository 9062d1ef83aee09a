import Testing
@testable import Scheduling

@Suite struct HorizonMaskTests {
    static let length = 2_100

    static func random(_ rng: inout SplitMix64, runs: Int = 8) -> (mask: HorizonMask, set: Set<Int>) {
        var (mask, set) = (HorizonMask(length: length), Set<Int>())
        for _ in 0..<runs {
            let from = Int.random(in: -80..<length, using: &rng)
            let range = from..<(from + Int.random(in: 0...200, using: &rng))
            if Int.random(in: 0..<4, using: &rng) > 0 {
                mask.insert(range)
                set.formUnion(range.clamped(to: 0..<mask.capacity))
            } else {
                mask.remove(range)
                set.subtract(range)
            }
        }
        return (mask, set)
    }

    static func members(_ mask: HorizonMask) -> Set<Int> {
        var result: Set<Int> = []
        mask.forEachRun { result.formUnion($0) }
        return result
    }

    @Test func operationsAgreeWithSetsOfIntegers() {
        var rng = SplitMix64(seed: 11)
        for _ in 0..<60 {
            let ((one, a), (other, b)) = (Self.random(&rng), Self.random(&rng))
            let distance = Int.random(in: 0...400, using: &rng)
            var (earlier, without, both) = (one, one, one)
            earlier.formIntersection(other, movedEarlier: distance)
            without.subtract(other)
            both.formUnion(other)
            #expect(Self.members(one) == a && Self.members(both) == a.union(b) && Self.members(without) == a.subtracting(b))
            #expect(Self.members(earlier) == a.intersection(b.map { $0 - distance }))
            #expect(Self.members(one.movedLater(by: distance)) == Set(a.map { $0 + distance }).filter { $0 < one.capacity })
            let probe = Int.random(in: 0..<Self.length, using: &rng)
            #expect(one.runLength(from: probe) == (probe..<one.capacity).prefix { a.contains($0) }.count)
            #expect(one.runLength(upTo: probe) == (0..<probe).reversed().prefix { a.contains($0) }.count)
            #expect(one.next(from: probe) == a.filter { $0 >= probe }.min() && one.last(upTo: probe) == a.filter { $0 <= probe }.max())
        }
    }

    /// Both directions of a lag, through minutes that may be passed and with all.
    @Test func lagsAgreeWithCounting() {
        var rng = SplitMix64(seed: 12)
        for round in 0..<80 {
            let (open, passable) = Self.random(&rng)
            var (mask, set) = Self.random(&rng)
            let soonest = Int.random(in: 0...30, using: &rng)
            let lag = soonest...(soonest + Int.random(in: 0...60, using: &rng))
            let isFree = round % 2 == 0
            // Where a step starts the bay is free.
            if !isFree {
                mask.formIntersection(open)
                set.formIntersection(passable)
            }
            func reaches(_ from: Int, _ to: Int) -> Bool {
                lag.contains(to - from) && (isFree || (from..<to).allSatisfy(passable.contains))
            }
            let before = (0..<mask.capacity).filter { from in lag.contains { set.contains(from + $0) && reaches(from, from + $0) } }
            let after = (0..<mask.capacity).filter { to in lag.contains { set.contains(to - $0) && reaches(to - $0, to) } }
            #expect(Self.members(mask.reached(after: lag, through: isFree ? nil : open)) == Set(before))
            #expect(Self.members(mask.reaching(after: lag, through: isFree ? nil : open)) == Set(after))
        }
    }
}
