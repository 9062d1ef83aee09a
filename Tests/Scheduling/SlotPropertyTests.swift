import Contracts
import Foundation
import Scheduling
import Testing

@Suite struct SlotPropertyTests {
    /// 40 batches of 75 cases each, so that a failure names a small range of seeds and batches run side by side.
    @Test(arguments: 0..<40)
    func slotsAreExactlyWhatTheNaiveCheckerAllows(batch: Int) {
        for seed in (batch * 75)..<(batch * 75 + 75) {
            let random = RandomCase(seed: UInt64(seed))
            let engine = SlotEngine(workshop: random.workshop, from: random.date, days: 1, reservations: random.reservations)
            let around = (random.frame.start - 60)..<(random.frame.start + random.frame.length + 60)
            let naive = NaiveChecker(workshop: random.workshop, reservations: random.reservations, day: random.date, over: around)
            let starts = engine.starts(of: random.work, on: engine.days[0])
            var rng = SeededGenerator(seed: UInt64(seed) ^ 0xABCD)
            let edges = starts.minutes.prefix(1) + starts.minutes.suffix(1)
            let probes = (0..<12).map { _ in Int.random(in: 0..<max(random.frame.length, 1), using: &rng) }
            for minute in edges.flatMap({ [$0 - 1, $0, $0 + 1] }) + probes where minute >= 0 && minute < random.frame.length {
                let start = random.frame.start + minute
                let expected = naive.canStart(random.work, at: start)
                let candidates = engine.candidates(for: random.work, at: start)
                #expect(starts.contains(minute) == expected, "seed \(seed), minute \(minute)")
                #expect(candidates.isEmpty == !expected, "seed \(seed), minute \(minute)")
                #expect(engine.blockers(for: random.work, at: start).isEmpty == expected, "seed \(seed), minute \(minute)")
                #expect(candidates.allSatisfy { naive.accepts(random.work, $0.assignment) }, "seed \(seed), minute \(minute)")
            }
        }
    }

    @Test func theSameQuestionHasTheSameAnswer() {
        for seed in 0..<50 {
            let (first, second) = (RandomCase(seed: UInt64(seed)), RandomCase(seed: UInt64(seed)))
            let answers = [first, second].map { random in
                let engine = SlotEngine(
                    workshop: random.workshop, from: random.date, days: 3, reservations: random.reservations.reversed()
                )
                let query = SlotQuery(work: random.work, earliest: 0)
                let slots = engine.slots(query)
                return (slots, engine.recommend(query, among: slots))
            }
            #expect(answers[0].0 == answers[1].0 && answers[0].1 == answers[1].1)
        }
    }
}
