import FoundationEssentials

/// Derives independent keys from one secret that is already random (RFC 5869). For passwords use ``Password``.
public enum HKDF {
    /// `count` bytes bound to `info`, which names the purpose; other purposes give unrelated bytes.
    public static func sha256(
        secret: some ContiguousBytes, salt: [UInt8] = [], info: [UInt8], count: Int
    ) throws(CryptographyError) -> [UInt8] {
        try EVPKeyDerivation.hkdfSHA256(secret: secret, salt: salt, info: info, count: count)
    }
}
