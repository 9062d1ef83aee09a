import Foundation

/// What changes how somebody signs in, or ends their other sessions, wants a proof of who they are that is young (OWASP ASVS 4.0.3, 3.3.4).
enum FreshProof {
    /// Seconds.
    static let lifetime: TimeInterval = 600

    /// - Parameter proved: when the person signed in; nil where nobody knows.
    /// - Throws: `GatewayError.freshProofRequired`.
    static func demand(_ proved: Date?, at now: Date) throws {
        guard let proved, now.timeIntervalSince(proved) <= lifetime else { throw GatewayError.freshProofRequired }
    }
}
