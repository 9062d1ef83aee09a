import FoundationEssentials

/// Keyed message authentication codes (RFC 2104).
public enum HMAC {
    /// HMAC-SHA-256 of `data`, 32 bytes. Compare it with ``constantTimeEquals(_:_:)``, never with `==`.
    public static func sha256(key: some ContiguousBytes, _ data: some ContiguousBytes) -> [UInt8] {
        EVPMessageCode.hmacSHA256(key: key, data)
    }
}
