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
    /// When the identity provider asked the person for a proof, as it says (`auth_time`); nil where it does not say. Every other way in
    /// asks for one at the sign-in itself.
    var providerAskedAt: Date?
}
