import Contracts
import Foundation
import Scheduling
import Testing

/// Every set of up to three of a dozen appointments is tried: what is named does, and nothing smaller does.
@Suite struct RefusalMinimalityTests {
    private static let owners = (1...12).map { UUID(high: 6, low: UInt64($0)) }

    /// All sets of these sizes, as positions.
    private static let sets: [Int: [Set<UUID>]] = {
        var sets: [Int: [Set<UUID>]] = [0: [[]]]
        for size in 1...SlotEngine.mostInTheWay {
            sets[size] = Array(Set((sets[size - 1] ?? []).flatMap { smaller in
                owners.filter { !smaller.contains($0) }.map { smaller.union([$0]) }
            }))
        }
        return sets
    }()

    /// A random case in which each reservation belongs to one of many, some of whom do not move.
    private struct Crowd {
        let random: RandomCase
        let reservations: [Reservation]
        let arrivals: [Arrival]

        init(seed: UInt64, size: CaseSize) {
            random = RandomCase(seed: 90_000 + seed, size: size)
            reservations = random.reservations.enumerated().map { index, one in
                Reservation(
                    resource: one.resource, owner: owners[index % owners.count], minutes: one.minutes,
                    isPinned: seed % 3 == 0 && index % owners.count == 0)
            }
            arrivals = random.arrivals.enumerated().map { index, one in
                Arrival(owner: owners[index % owners.count], start: one.start, isPinned: seed % 3 == 0 && index % owners.count == 0)
            }
        }

        func engine(without gone: Set<UUID>) -> SlotEngine {
            SlotEngine(
                workshop: random.workshop, from: random.dates[0], days: random.dates.count,
                reservations: reservations.filter { $0.isPinned || !gone.contains($0.owner) },
                arrivals: arrivals.filter { $0.isPinned || !gone.contains($0.owner) })
        }
    }

    @Test(arguments: CaseSize.allCases)
    func whatIsNamedDoesAndNoSmallerSetDoes(size: CaseSize) {
        var bySize: [Int: Int] = [:]
        for seed in 0..<8 {
            let crowd = Crowd(seed: UInt64(seed), size: size)
            var random = crowd.random
            let (work, whole) = (random.work(), crowd.engine(without: []))
            let engines = Self.sets.mapValues { $0.map { ($0, crowd.engine(without: $0)) } }
            for start in stride(from: random.minutes.lowerBound + 17, to: random.minutes.upperBound, by: 131) {
                guard let refusal = whole.refusal(of: work, at: start) else {
                    #expect(!whole.candidates(for: work, at: start, limit: 1).isEmpty)
                    continue
                }
                let named = Set(refusal.inTheWay.map(\.appointment))
                bySize[named.count, default: 0] += 1
                let smaller = named.isEmpty ? 0...SlotEngine.mostInTheWay : 0...(named.count - 1)
                let doing = smaller.flatMap { engines[$0] ?? [] }.first { !$0.1.candidates(for: work, at: start, limit: 1).isEmpty }
                #expect(doing?.0 == nil, "\(size) \(seed) \(start): \(named.count) named, but \(doing?.0.count ?? 0) would do")
                guard !named.isEmpty else { continue }
                #expect(!crowd.engine(without: named).candidates(for: work, at: start, limit: 1).isEmpty, "\(size) \(seed) \(start)")
            }
        }
        #expect(bySize.contains { $0.key > 0 && $0.value > 0 }, "\(bySize)")
    }
}
