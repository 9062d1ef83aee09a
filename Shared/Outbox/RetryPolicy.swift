import Concurrency
import Configuration
import Foundation

/// How often and how far apart a failed message is tried: exponential with full jitter
/// (Brooker, "Exponential Backoff and Jitter", AWS Architecture Blog, 2015).
public struct RetryPolicy: Sendable {
    /// Attempts in all, the first included, before a message is parked.
    public let attempts: Int
    /// Delays before the second and later attempts.
    public let backoff: Backoff

    public init(attempts: Int, backoff: Backoff) {
        self.attempts = attempts
        self.backoff = backoff
    }

    /// `PITCREW_RETRY_ATTEMPTS` (10), `PITCREW_RETRY_BASE` (1s), `PITCREW_RETRY_CAP` (10m).
    public init(settings: Settings) throws {
        self.init(
            attempts: try settings.int("PITCREW_RETRY_ATTEMPTS", default: 10, in: 1...100),
            backoff: Backoff(
                base: try settings.duration("PITCREW_RETRY_BASE", default: .seconds(1)),
                cap: try settings.duration("PITCREW_RETRY_CAP", default: .seconds(600))
            )
        )
    }

    /// When a message is due again that has failed `attempts` times, or nil where that was the last attempt.
    func due(after attempts: Int, now: Date) -> Date? {
        guard attempts < self.attempts else { return nil }
        var random = SystemRandomNumberGenerator()
        let delay = backoff.delay(attempt: attempts, using: &random)
        return now.addingTimeInterval(delay / .seconds(1))
    }
}
