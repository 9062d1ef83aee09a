import Cryptography

/// Seals bytes for one purpose: base64url of the bytes and their HMAC-SHA-256.
///
/// The purpose is not sent; it goes into the signature, so that what was sealed for one is worthless for another. No purpose has a line end
/// in it, which ends it there.
struct PurposeSeal: Sendable {
    private let key: [UInt8]
    private let prefix: [UInt8]

    init(secret: String, purpose: String) {
        key = Array(secret.utf8)
        prefix = Array("pitcrew link \(purpose)\n".utf8)
    }

    func seal(_ bytes: [UInt8]) -> String { Base64URL.encode(bytes + signature(of: bytes)) }

    /// The bytes; nil for whatever was not sealed here for this purpose, or has another length.
    func open(_ text: String, count: Int) -> [UInt8]? {
        guard let all = Base64URL.decode(text), all.count == count + 32 else { return nil }
        let bytes = Array(all.prefix(count))
        return constantTimeEquals(signature(of: bytes), Array(all.dropFirst(count))) ? bytes : nil
    }

    func signature(of bytes: [UInt8]) -> [UInt8] { HMAC.sha256(key: key, prefix + bytes) }
}
