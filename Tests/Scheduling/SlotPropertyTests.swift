import Contracts
import Foundation
import Scheduling
import Testing

/// A case is one question, whether work of some steps can start at some minute, to a random workshop. `SCHEDULING_CASES` asks more than
/// the usual hundred thousand.
@Suite struct SlotPropertyTests {
    static let cases = Int(ProcessInfo.processInfo.environment["SCHEDULING_CASES"] ?? "") ?? 100_000
    static let batches = 40
    /// Questions for each size in a batch; half of all are about single steps, as half of the code paths are.
    static func share(of size: CaseSize) -> Int {
        switch size {
        case .single: cases / 2 / batches
        case .chain: cases / 4 / batches
        case .overnight, .busy: cases / 8 / batches
        }
    }

    @Test(arguments: 0..<batches, CaseSize.allCases)
    func slotsAreExactlyWhatTheNaiveCheckerAllows(batch: Int, size: CaseSize) {
        var (asked, seed) = (0, UInt64(batch) << 32)
        while asked < Self.share(of: size) {
            var random = RandomCase(seed: seed, size: size)
            let (engine, naive) = (random.engine, random.checker)
            for _ in 0..<4 {
                let work = random.work()
                for day in engine.days where day.frame.length > 0 {
                    asked += compare(work, on: day, engine, naive, "\(size) \(seed)")
                }
            }
            seed += 1
        }
    }

    /// - Returns: how many starts were compared.
    private func compare(_ work: Work, on day: DayGrid, _ engine: SlotEngine, _ naive: NaiveChecker, _ name: String) -> Int {
        let starts = engine.starts(of: work, on: day)
        var rng = SplitMix64(seed: UInt64(bitPattern: Int64(day.frame.start)))
        let edges = starts.runs.prefix(4).flatMap { [$0.lowerBound - 1, $0.lowerBound, $0.upperBound - 1, $0.upperBound] }
        let probes = edges.map { ($0, true) } + (0..<60).map { (Int.random(in: 0..<day.frame.length, using: &rng), $0 < 2) }
        let owned = probes.filter { $0.0 >= 0 && naive.times.wall(day.frame.start + $0.0)?.day == day.frame.date.daysSince1970 }
        for (minute, isCloser) in owned {
            let start = day.frame.start + minute
            let expected = naive.canStart(work, at: start)
            #expect(starts.contains(minute) == expected, "\(name), minute \(minute)")
            guard isCloser else { continue }
            let candidates = engine.candidates(for: work, at: start)
            #expect(candidates.isEmpty == !expected, "\(name), minute \(minute)")
            #expect(candidates.allSatisfy { naive.accepts(work, $0.assignment) }, "\(name), minute \(minute)")
            if !expected { #expect(!engine.blockers(for: work, at: start).isEmpty, "\(name), minute \(minute)") }
        }
        return owned.count
    }

    @Test func theSameQuestionHasTheSameAnswer() {
        for (seed, size) in (0..<12).flatMap({ seed in CaseSize.allCases.map { (UInt64(seed), $0) } }) {
            let answers = [false, true].map { isReversed in
                var random = RandomCase(seed: seed, size: size)
                let reservations = isReversed ? random.reservations.reversed() : random.reservations
                let engine = SlotEngine(
                    workshop: random.workshop, from: random.dates[0], days: 3, reservations: reservations, arrivals: random.arrivals
                )
                let query = SlotQuery(work: random.work(), earliest: 0)
                let slots = engine.slots(query)
                let found = slots.compactMap(\.first).map { engine.candidates(for: query.work, at: $0) }
                return (slots, engine.recommend(query, among: slots), found)
            }
            #expect(answers[0].0 == answers[1].0 && answers[0].1 == answers[1].1 && answers[0].2 == answers[1].2)
        }
    }
}
