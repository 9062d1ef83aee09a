import Foundation

/// Somebody who signs in.
struct Person: Sendable, Hashable {
    let id: UUID
    /// `customer` or `staff`.
    let kind: String

    static let kinds: Set<String> = ["customer", "staff"]
}

/// Who has just proven to be a person, and how.
struct AuthenticatedPerson: Sendable, Hashable {
    let id: UUID
    /// `customer` or `staff`.
    let kind: String
    /// How: `passkey`.
    let method: String
    /// Whether the authenticator checked a finger, a face or a PIN.
    let userVerified: Bool
}
