import Configuration
import Contracts
import Foundation
import Lifecycle
import Messaging
import Observability
import Outbox
import PostgreSQL
import ServiceKit

/// The event path alone: transactions that write a row and an event, the relay, the broker, and a consumer that writes its effect, all
/// with the parts a service is made of. Prints one JSON line with the events a second from the first insert to the last effect.
///
/// Settings: the database's and the broker's, `BENCH_EVENTS` (20000), `BENCH_TASKS` (32), `BENCH_RATE` (0: as many as go).
struct EventPathBench {
    let settings: Settings

    func run() async throws {
        let events = try settings.int("BENCH_EVENTS", default: 20_000, in: 1...10_000_000)
        let tasks = try settings.int("BENCH_TASKS", default: 32, in: 1...512)
        let rate = try settings.int("BENCH_RATE", default: 0, in: 0...1_000_000)
        let bench = try BenchParts(settings: settings)
        let running = bench.services.map { service in Task { try await service.run() } }
        try await bench.prepare()
        let background = [bench.relay, bench.consumer].map { service in Task { try await service.run() } }
        let clock = ContinuousClock()
        let start = clock.now
        try await produce(events, tasks: tasks, pace: Pace(rate: rate), bench)
        try await bench.awaitEffects(events, within: .seconds(180))
        let seconds = (clock.now - start) / .seconds(1)
        (background + running.reversed()).forEach { $0.cancel() }
        print(#"{"events":\#(events),"seconds":\#(seconds),"events_per_second":\#(Double(events) / seconds)}"#)
    }

    private func produce(_ events: Int, tasks: Int, pace: Pace, _ bench: BenchParts) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<tasks {
                group.addTask {
                    for index in stride(from: task, to: events, by: tasks) { try await bench.book(due: pace.turn(of: index)) }
                }
            }
            try await group.waitForAll()
        }
    }
}
