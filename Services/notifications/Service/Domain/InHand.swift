import Foundation

/// What a sender has in hand.
protocol InHand: Sendable {
    var id: UUID { get }
    /// Of whoever asked for it.
    var traceparent: String? { get }
}
