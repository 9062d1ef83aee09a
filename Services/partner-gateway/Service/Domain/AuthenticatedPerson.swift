import Foundation

/// Who has just proved who they are, and how.
struct AuthenticatedPerson: Sendable, Hashable {
    let id: UUID
    /// `customer` or `staff`.
    let kind: String
    /// `code` (by mail), `sms`, `passkey`, `oidc` or `password`.
    let method: String
    /// Whether the device or the provider verified its user, by biometrics or a second factor.
    let userVerified: Bool
}
