import Contracts
import Foundation

/// What came of one try to send a message.
struct SendOutcome: Sendable, Hashable {
    let status: NotificationState.Status
    /// When to try again; nil where the message is settled.
    let next: Date?
    let error: String?
    let receipt: String?
    /// Whether it was handed to the provider, or tried to be; false where a rule has stopped it.
    var isTry = true

    var isSettled: Bool { next == nil }

    static func sent(_ receipt: String) -> SendOutcome { SendOutcome(status: .sent, next: nil, error: nil, receipt: receipt) }

    /// - Parameters:
    ///   - attempts: tries so far, this one included.
    ///   - jitter: 0 to 1, adds up to a quarter.
    static func failed(
        _ error: String, isPermanent: Bool, attempts: Int, of maximum: Int, base: Duration, jitter: Double, now: Date
    ) -> SendOutcome {
        guard !isPermanent, attempts < maximum else { return SendOutcome(status: .failed, next: nil, error: error, receipt: nil) }
        let delay = min(base / .seconds(1) * pow(2, Double(min(attempts - 1, 20))), 7200) * (1 + jitter / 4)
        return SendOutcome(status: .scheduled, next: now.addingTimeInterval(delay), error: error, receipt: nil)
    }
}
