import Foundation

/// What a password of the operator's file is worth.
enum StaffPasswords: String, Sendable {
    /// It lets its person in to make their first passkey, for a while, and no more once there is one (OWASP ASVS 4.0.3, 2.3.1).
    case first
    /// It stays a way in: for trials, and where no passkey can be made.
    case lasting

    /// Seconds for which a first password counts.
    static let lifetime: TimeInterval = 14 * 86_400
}
