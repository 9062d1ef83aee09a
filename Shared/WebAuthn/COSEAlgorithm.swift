/// The signature algorithms taken, by their COSE identifiers (RFC 9053, RFC 8812).
public enum COSEAlgorithm: Int, CaseIterable, Sendable {
    /// ECDSA over P-256 with SHA-256.
    case es256 = -7
    /// Ed25519.
    case edDSA = -8
    /// RSASSA-PKCS1-v1_5 with SHA-256, keys of 2048 bits.
    case rs256 = -257
}
