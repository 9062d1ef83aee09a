import Contracts
import Foundation

/// How much a client may ask for where its partner has no limits of its own.
struct RateLimits: Sendable {
    /// Requests a second.
    let rate: Int
    /// Requests at once after a pause.
    let burst: Int
    /// For how long an instance takes tokens ahead.
    static let leaseSeconds = 0.1
}

/// Whether a request passes, and what its sender is told of its limit.
struct RateDecision: Sendable {
    let isAllowed: Bool
    let burst: Int
    /// Seconds in which an empty bucket is full again.
    let window: Int
    /// What could be sent now.
    let remaining: Int
    /// Whole seconds until there is more.
    let wait: Int

    init(_ lease: RateBucketStore.Lease, isAllowed: Bool, spare: Int) {
        self.isAllowed = isAllowed
        burst = lease.burst
        window = Int((Double(lease.burst) / lease.rate).rounded(.up))
        remaining = isAllowed ? max(Int(lease.tokens), 0) + spare : 0
        wait = isAllowed ? Int((Double(lease.burst - remaining) / lease.rate).rounded(.up)) : max(Int(lease.wait.rounded(.up)), 1)
    }
}

/// The partner's bookings of the day are used up.
struct QuotaExceeded: DomainError {
    let slug = "quota-exceeded"
    let kind = DomainErrorKind.tooMany
    let detail = "The bookings of this day (UTC) are used up; go on tomorrow, or ask for a larger quota."
    /// Seconds to the next day.
    let retryAfter: Int

    init(now: Date) {
        let day = 86_400.0
        retryAfter = Int((day - now.timeIntervalSince1970.truncatingRemainder(dividingBy: day)).rounded(.up))
    }
}
