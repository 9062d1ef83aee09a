import Concurrency
import Foundation
import Observability
import PostgreSQL

extension Error {
    /// Whether the database could not be reached, has gone or takes no more: no fault of the message in hand.
    var isDatabaseAway: Bool { (self as? PostgresError)?.isUnavailable ?? (self is DeadlineExceeded || self is CancellationError) }
}

/// Waits before work is tried again that somebody else's trouble stopped: longer each time, and said again each minute, so that a log
/// of the last hour always tells what a worker waits for.
struct DatabasePause {
    private static let repeatedAfter = Duration.seconds(60)

    private let logger: Logger
    private let refused: StaticString
    private let backoff = Backoff(base: .milliseconds(100), cap: .seconds(5))
    private var attempt = 0
    private var lastSaid: (text: String, at: ContinuousClock.Instant)?
    private var random = SystemRandomNumberGenerator()

    /// - Parameter refused: what is said where the database is there and something else is wrong.
    init(logger: Logger, refused: StaticString = "Messages can be neither handled nor kept; trying again") {
        self.logger = logger
        self.refused = refused
    }

    /// Sleeps before the next try.
    /// - Returns: false where the task was cancelled, so that there is no next try.
    mutating func wait(after error: any Error) async -> Bool {
        guard !Task.isCancelled else { return false }
        say(error)
        attempt += 1
        do {
            try await Task.sleep(for: max(backoff.delay(attempt: attempt, using: &random), .milliseconds(20)))
            return true
        } catch {
            return false
        }
    }

    private mutating func say(_ error: any Error) {
        let text = ErrorText.of(error)
        if let last = lastSaid, last.text == text, .now - last.at < Self.repeatedAfter { return }
        lastSaid = (text, .now)
        if error.isDatabaseAway {
            logger.warning("The database is away or takes no more; waiting", ["error": .string(text)])
        } else {
            logger.error(refused, ["error": .string(text)])
        }
    }
}
