import Concurrency
import Foundation
import Observability
import PostgreSQL

extension Error {
    /// Whether the database could not be reached, has gone or takes no more: no fault of the message in hand.
    var isDatabaseAway: Bool { (self as? PostgresError)?.isUnavailable ?? (self is DeadlineExceeded || self is CancellationError) }
}

/// Waits out a database that is away, longer each time, and logs it once.
struct DatabasePause {
    private let logger: Logger
    private let backoff = Backoff(base: .milliseconds(100), cap: .seconds(5))
    private var attempt = 0
    private var random = SystemRandomNumberGenerator()

    init(logger: Logger) { self.logger = logger }

    /// Sleeps before the next try.
    /// - Returns: false where the task was cancelled, so that there is no next try.
    mutating func wait(after error: any Error) async -> Bool {
        if attempt == 0 { logger.warning("The database is away; waiting", ["error": .string(ErrorText.of(error))]) }
        let delay = backoff.delay(attempt: attempt, using: &random)
        attempt += 1
        do {
            try await Task.sleep(for: max(delay, .milliseconds(20)))
            return true
        } catch {
            return false
        }
    }
}
