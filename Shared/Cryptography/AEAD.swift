import FoundationEssentials

/// Authenticated encryption: AES-256-GCM under a random nonce (NIST SP 800-38D).
///
/// A sealed box is `version (1) · nonce (12) · ciphertext · tag (16)`. The associated data is not in it; opening needs the
/// same again, which binds a box to its place (a row's id, say) so that boxes cannot be swapped.
public enum AEAD {
    static let version: UInt8 = 1
    static let nonceCount = 12
    static let tagCount = 16

    /// Encrypts `plaintext` under a fresh nonce. One key seals at most 2^32 boxes.
    public static func seal(
        _ plaintext: some ContiguousBytes, key: Key, associatedData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        let nonce = SecureRandom.bytes(nonceCount)
        let (ciphertext, tag) = try EVPGCM.seal(plaintext, key: key.bytes, nonce: nonce, associatedData: associatedData)
        return [version] + nonce + ciphertext + tag
    }

    /// Decrypts a box that ``seal(_:key:associatedData:)`` made; throws ``CryptographyError/notAuthentic`` for any other.
    public static func open(
        _ box: some Collection<UInt8>, key: Key, associatedData: [UInt8] = []
    ) throws(CryptographyError) -> [UInt8] {
        guard box.count >= 1 + nonceCount + tagCount else { throw .malformed("sealed box is too short") }
        guard box.first == version else { throw .malformed("sealed box has an unknown version") }
        let content = box.dropFirst()
        return try EVPGCM.open(
            Array(content.dropFirst(nonceCount).dropLast(tagCount)), tag: Array(content.suffix(tagCount)), key: key.bytes,
            nonce: Array(content.prefix(nonceCount)), associatedData: associatedData
        )
    }
}
