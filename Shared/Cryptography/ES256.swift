/// ECDSA on P-256 with SHA-256, as JOSE names it (RFC 7518 section 3.4). Signatures are `r || s`, 64 bytes.
public enum ES256 {
    /// Bytes in a coordinate, and in each half of a signature.
    static let fieldCount = 32
}
