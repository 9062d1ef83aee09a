import Foundation

/// Somebody who signs in.
struct Person: Sendable, Hashable {
    let id: UUID
    /// `customer` or `staff`.
    let kind: String

    static let kinds: Set<String> = ["customer", "staff"]
}
