import FoundationEssentials

/// SHA-256 (FIPS 180-4).
public enum SHA256 {
    /// Bytes in a digest.
    public static let byteCount = 32

    /// The 32-byte digest of `data`.
    public static func digest(_ data: some ContiguousBytes) -> [UInt8] {
        EVPDigest.sha256(data)
    }

    /// The digest of a text's UTF-8 bytes.
    public static func digest(_ text: String) -> [UInt8] {
        digest(Array(text.utf8))
    }
}
