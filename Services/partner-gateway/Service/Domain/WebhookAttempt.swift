import Foundation

/// What came of one webhook call.
struct WebhookAttempt: Sendable, Hashable {
    /// The answer's status; nil where there was none.
    let status: Int?
    let error: String?
    let retryAfter: Duration?
    let milliseconds: Int

    var isDelivered: Bool { status.map { (200..<300).contains($0) } ?? false }
    /// 410 Gone: the receiver wants no more calls (Standard Webhooks specification).
    var isGone: Bool { status == 410 }
}
