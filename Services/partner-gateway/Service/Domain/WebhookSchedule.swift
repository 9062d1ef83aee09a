import Foundation

/// When a webhook call that failed is tried again (Standard Webhooks specification, "Deliverability and reliability").
struct WebhookSchedule: Sendable, Hashable {
    /// Delay before each further attempt, the second first.
    let delays: [Duration]

    /// The specification's example schedule, about three days in all.
    static let standard = WebhookSchedule(delays: [
        .seconds(5), .seconds(300), .seconds(1800), .seconds(7200), .seconds(18_000), .seconds(36_000), .seconds(50_400),
        .seconds(72_000), .seconds(86_400),
    ])

    /// When to try again after that many attempts, or nil where it is time to give up. A receiver's `Retry-After` can only lengthen
    /// the wait. `jitter` is 0 to 1 and adds up to a tenth, so that a receiver that comes back is not hit by all at once.
    func next(after attempts: Int, retryAfter: Duration?, jitter: Double, now: Date) -> Date? {
        guard attempts >= 1, attempts <= delays.count else { return nil }
        let planned = delays[attempts - 1] / .seconds(1) * (1 + 0.1 * jitter)
        let asked = min((retryAfter ?? .zero) / .seconds(1), 86_400)
        return now.addingTimeInterval(max(planned, asked))
    }
}
