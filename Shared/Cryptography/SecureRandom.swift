/// Random bytes fit for keys, tokens and nonces.
public enum SecureRandom {
    /// `count` unpredictable bytes.
    public static func bytes(_ count: Int) -> [UInt8] {
        RandomSource.bytes(count)
    }

    /// An unguessable token of `byteCount` random bytes, as base64url text.
    public static func token(byteCount: Int = 32) -> String {
        Base64URL.encode(bytes(byteCount))
    }
}
