import Contracts
import Foundation
import Lifecycle
import Observability

/// Keeps a `DatabaseClock` at the database's time, and says when the host's is another.
struct ClockKeeper: Service {
    let name = "clock"
    let clock: DatabaseClock
    let logger: Logger
    /// The database's time.
    let ask: @Sendable () async throws -> Date?
    /// An answer that took longer says too little about when it was true.
    private static let longestAnswer = Duration.seconds(1)
    private static let interval = Duration.seconds(30)
    private static let tolerated: TimeInterval = 2

    func run() async throws {
        while !Task.isCancelled {
            do { try await Task.sleep(for: Self.interval) } catch { return }
            do {
                try await look()
            } catch where error.isServerAway {
                // The clock goes on as it goes.
            } catch {
                logger.warning("The database's time cannot be read", ["error": .string(String(describing: error))])
            }
        }
    }

    /// Asks once. The answer counts as of the middle of the asking.
    func look() async throws {
        let before = ContinuousClock.now
        guard let date = try await ask() else { return }
        let taken = ContinuousClock.now - before
        guard taken <= Self.longestAnswer || !clock.isSet else { return }
        clock.set(date, at: before + taken / 2)
        let ahead = Date().timeIntervalSince(clock.now())
        if abs(ahead) > Self.tolerated {
            logger.warning("The host's clock is not the database's", ["seconds_ahead": .double(ahead)])
        }
    }
}
