/// A credential that was registered: what the relying party keeps of it (WebAuthn Level 2, section 7.1, step 23).
public struct Passkey: Sendable, Equatable {
    public let id: [UInt8]
    public let algorithm: COSEAlgorithm
    /// The public key: 64 bytes `x || y` for ES256, 32 for EdDSA, 259 (modulus, exponent) for RS256.
    public let publicKey: [UInt8]
    public let signCount: UInt32
    public let backupEligible: Bool
    public let backedUp: Bool

    public init(
        id: [UInt8], algorithm: COSEAlgorithm, publicKey: [UInt8], signCount: UInt32, backupEligible: Bool, backedUp: Bool
    ) {
        (self.id, self.algorithm, self.publicKey) = (id, algorithm, publicKey)
        (self.signCount, self.backupEligible, self.backedUp) = (signCount, backupEligible, backedUp)
    }
}
