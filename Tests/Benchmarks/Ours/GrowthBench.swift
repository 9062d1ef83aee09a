import Configuration
import Foundation
import Lifecycle
import PostgreSQL

/// The event path with work left over: rows that wait in the outbox, or messages in the queue, when everybody begins. For some seconds
/// producers, relay and consumers all do what they can. Prints one JSON line: effects a second, transactions a second, and how long a
/// producer's transaction took, in milliseconds.
///
/// Settings: those of the event path's bench, `BENCH_BACKLOG` (0), `BENCH_QUEUED` (0), `BENCH_TASKS` (32), `BENCH_SECONDS` (10).
struct GrowthBench {
    let settings: Settings

    func run() async throws {
        let backlog = try settings.int("BENCH_BACKLOG", default: 0, in: 0...100_000_000)
        let queued = try settings.int("BENCH_QUEUED", default: 0, in: 0...100_000_000)
        let tasks = try settings.int("BENCH_TASKS", default: 32, in: 1...512)
        let seconds = try settings.int("BENCH_SECONDS", default: 10, in: 1...600)
        let bench = try BenchParts(settings: settings)
        let running = bench.services.map { service in Task { try await service.run() } }
        try await bench.prepare()
        try await fillQueue(queued, bench)
        try await bench.leave(backlog)
        let background = [bench.relay, bench.consumer].map { service in Task { try await service.run() } }
        let start = ContinuousClock.now
        let times = try await produce(until: start + .seconds(seconds), tasks: tasks, bench)
        let effects = try await bench.effects()
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        (background + running.reversed()).forEach { $0.cancel() }
        print("""
            {"events_per_second":\(Double(effects) / elapsed),"transactions_per_second":\(Double(times.count) / elapsed),\
            "p50":\(quantile(0.5, of: times)),"p99":\(quantile(0.99, of: times))}
            """)
    }

    /// Lets the relay publish what nobody consumes yet.
    private func fillQueue(_ count: Int, _ bench: BenchParts) async throws {
        guard count > 0 else { return }
        try await bench.leave(count)
        let relaying = Task { try await bench.relay.run() }
        while try await bench.hasUnsent() { try await Task.sleep(for: .milliseconds(100)) }
        relaying.cancel()
        try await relaying.value
    }

    /// - Returns: what each transaction took, in milliseconds.
    private func produce(until end: ContinuousClock.Instant, tasks: Int, _ bench: BenchParts) async throws -> [Double] {
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    var times: [Double] = []
                    while ContinuousClock.now < end {
                        let start = ContinuousClock.now
                        try await bench.book(due: Date())
                        times.append((ContinuousClock.now - start) / .milliseconds(1))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private func quantile(_ share: Double, of values: [Double]) -> Double {
        guard !values.isEmpty else { return 0 }
        return values.sorted()[min(values.count - 1, Int(share * Double(values.count)))]
    }
}
