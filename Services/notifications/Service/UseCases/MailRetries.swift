import Foundation

/// How often a mail is tried, and when again.
struct MailRetries: Sendable {
    let attempts: Int
    let base: Duration

    /// - Parameter tries: so far, the failed one included.
    func outcome(of failure: Mailer.Failure, tries: Int, at now: Date) -> SendOutcome {
        .failed(
            failure.text, isPermanent: failure.isPermanent, attempts: tries, of: attempts, base: base, jitter: Double.random(in: 0...1), now: now
        )
    }
}
