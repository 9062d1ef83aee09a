import Concurrency
import Contracts
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import Synchronization

/// Counts what partners' clients ask for, and writes it every two seconds and when the service stops. A crash loses what was counted since.
final class RecordUsage: Service {
    let name = "partner usage"
    private let database: PostgresClient
    private let logger: Logger
    private let clock: any WallClock
    private let counts = Mutex<[UsageStore.Key: [Int64]]>([:])
    /// Different things that are counted between two writes at most; beyond that nothing new is counted.
    private static let mostKeys = 50_000
    private static let interval = Duration.seconds(2)

    init(database: PostgresClient, logger: Logger, clock: any WallClock) {
        (self.database, self.logger, self.clock) = (database, logger, clock)
    }

    func count(_ caller: PartnerCaller, operation: String, status: Int, took: Duration) {
        let key = UsageStore.Key(
            partner: caller.partner, client: caller.client, operation: operation, statusClass: min(max(status / 100, 1), 5),
            day: Self.day(of: clock.now())
        )
        let bucket = LatencyHistogram.bucket(ofMilliseconds: took / .milliseconds(1))
        counts.withLock { counts in
            guard counts[key] != nil || counts.count < Self.mostKeys else { return }
            var buckets = counts[key] ?? Array(repeating: 0, count: LatencyHistogram.count)
            buckets[bucket] += 1
            counts[key] = buckets
        }
    }

    /// The UTC day, as `2026-11-28`.
    static func day(of date: Date) -> String { String(Timestamp.text(date).prefix(10)) }

    func run() async throws {
        while (try? await Task.sleep(for: Self.interval)) != nil { await flush() }
        await shielded { await self.flush() }
    }

    /// What cannot be written is kept for the next time.
    func flush() async {
        let taken = counts.withLock { counts in
            defer { counts = [:] }
            return counts
        }
        guard !taken.isEmpty else { return }
        do {
            try await UsageStore.add(taken, in: database)
        } catch {
            logger.warning("Writing partners' usage failed", ["error": .string(String(describing: error))])
            counts.withLock { $0.merge(taken) { now, before in zip(now, before).map(+) } }
        }
    }
}
