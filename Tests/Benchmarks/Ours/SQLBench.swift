import Configuration
import Contracts
import Foundation
import Observability
import PostgreSQL

/// One statement a transaction: rows written, or read by their key. Prints one JSON line.
///
/// Settings: the database's, `BENCH_WORK` (commit or read), `BENCH_TASKS` (32), `BENCH_SECONDS` (5), `BENCH_ROWS` (100000).
struct SQLBench {
    let settings: Settings

    func run() async throws {
        let tasks = try settings.int("BENCH_TASKS", default: 32, in: 1...512)
        let seconds = try settings.int("BENCH_SECONDS", default: 5, in: 1...600)
        let rows = try settings.int("BENCH_ROWS", default: 100_000, in: 1...10_000_000)
        let work = try settings.string("BENCH_WORK")
        let client = PostgresClient(
            configuration: try PostgresConfiguration(settings: settings), logger: Logger(service: "bench", level: .warning), metrics: Metrics())
        let step: @Sendable () async throws -> Void
        switch work {
        case "commit": step = { try await commit(client) }
        case "read": step = { try await read(client, rows: rows) }
        default: throw BenchFailed("BENCH_WORK is commit or read")
        }
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    var done = 0
                    while ContinuousClock.now < end {
                        try await step()
                        done += 1
                    }
                    return done
                }
            }
            return try await group.reduce(0, +)
        }
        let elapsed = (ContinuousClock.now - start) / .seconds(1)
        print(#"{"transactions_per_second":\#(Double(count) / elapsed)}"#)
        await client.shutDown()
    }

    private func commit(_ client: PostgresClient) async throws {
        let (key, amount) = (Int64.random(in: 0..<1_000_000_000), Int64.random(in: 0..<100_000))
        try await client.execute("INSERT INTO written (key, amount, note) VALUES (\(key), \(amount), \("a row of the benchmark"))")
    }

    private func read(_ client: PostgresClient, rows: Int) async throws {
        let key = Int64.random(in: 1...Int64(rows))
        let row = try await client.query("SELECT amount, note FROM kept WHERE key = \(key)").first
        guard let row, try row.get("amount", as: Int64.self) >= 0, try !row.get("note", as: String.self).isEmpty else {
            throw BenchFailed("a row that was kept is not there")
        }
    }
}
