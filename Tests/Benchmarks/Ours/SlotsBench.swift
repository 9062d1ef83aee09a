import Configuration
import Contracts
import Foundation
import Scheduling

/// Microseconds to find every free start of 60 days on a grid of one minute, in a workshop of 24 people, bays and tools with a long
/// history: work of one step and of three. Beside work of one step a scan that tries each minute; with three it would take minutes.
///
/// Settings: `BENCH_QUERIES` (1000) for each kind of work, `BENCH_SCANS` (10) of one step by scan, `BENCH_HISTORY` (100000) appointments.
struct SlotsBench {
    let settings: Settings

    func run() throws {
        let queries = try settings.int("BENCH_QUERIES", default: 1_000, in: 10...1_000_000)
        let scans = try settings.int("BENCH_SCANS", default: 10, in: 1...1_000)
        let history = try settings.int("BENCH_HISTORY", default: 100_000, in: 0...10_000_000)
        var garage = SlotsBenchGarage(history: history)
        for (name, steps) in [("single-step", 1), ("three-step", 3)] {
            let works = (0..<queries).map { _ in garage.work(steps: steps) }
            var (times, counts): ([Double], [Int]) = ([], [])
            for work in works {
                let start = Self.microseconds()
                let slots = garage.engine.slots(SlotQuery(work: work, earliest: garage.now, grid: 1))
                times.append(Self.microseconds() - start)
                counts.append(slots.reduce(0) { $0 + $1.count })
            }
            var scanned: [Double] = []
            if steps == 1 { scanned = try scan(garage, Array(zip(works, counts).prefix(scans))) }
            print(
                #"{"metric":"\#(name)","p50":\#(Self.part(times, 0.5)),"p99":\#(Self.part(times, 0.99)),"#
                    + #""scan":\#(scanned.isEmpty ? 0 : Self.part(scanned, 0.5)),"starts":\#(counts.reduce(0, +) / queries)}"#
            )
        }
    }

    /// How long a scan takes for each of these; it has to find as many starts.
    private func scan(_ garage: SlotsBenchGarage, _ works: [(Work, Int)]) throws -> [Double] {
        let scan = SlotsBenchScan(garage)
        return try works.map { work, count in
            let start = Self.microseconds()
            let found = scan.starts(of: work)
            let time = Self.microseconds() - start
            guard found == count else { throw BenchFailed("the scan finds \(found) starts, the engine \(count)") }
            return time
        }
    }

    private static func part(_ values: [Double], _ share: Double) -> Double {
        (values.sorted()[min(Int(Double(values.count) * share), values.count - 1)] * 10).rounded() / 10
    }

    /// Of this thread: what else the machine does is not in it.
    private static func microseconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Double(time.tv_sec) * 1e6 + Double(time.tv_nsec) / 1e3
    }
}
