import Foundation
import Scheduling
import Testing

/// Every set of up to three of a dozen appointments is tried: what is named does, and nothing smaller does.
@Suite struct RefusalMinimalityTests {
    private static let sets: [[Set<UUID>]] = (0..<SlotEngine.mostInTheWay).reduce(into: [[[]]]) { sets, size in
        sets.append(Array(Set(sets[size].flatMap { smaller in
            CrowdedDay.owners.filter { !smaller.contains($0) }.map { smaller.union([$0]) }
        })))
    }

    @Test(arguments: 0..<20)
    func whatIsNamedDoesAndNoSmallerSetDoes(seed: UInt64) {
        var day = CrowdedDay(seed: seed)
        let engines = Self.sets.map { $0.map { (gone: $0, engine: day.engine(without: $0)) } }
        var sizes: Set<Int> = []
        for _ in 0..<3 {
            let work = day.work()
            func does(_ engine: SlotEngine, _ start: EpochMinute) -> Bool { !engine.candidates(for: work, at: start, limit: 1).isEmpty }
            for start in stride(from: day.minutes.lowerBound + 475, to: day.minutes.lowerBound + 1_000, by: 61) {
                guard let refusal = engines[0][0].engine.refusal(of: work, at: start) else {
                    #expect(does(engines[0][0].engine, start))
                    continue
                }
                let named = Set(refusal.inTheWay.map(\.appointment))
                sizes.insert(named.count)
                let smaller = engines[...(named.isEmpty ? SlotEngine.mostInTheWay : named.count - 1)].joined()
                let doing = smaller.first { does($0.engine, start) }?.gone
                #expect(doing == nil, "\(start): \(named.count) were named")
                #expect(named.isEmpty || does(day.engine(without: named), start), "\(start): the \(named.count) named do not do")
            }
        }
        #expect(sizes.max() ?? 0 > 0)
    }
}
