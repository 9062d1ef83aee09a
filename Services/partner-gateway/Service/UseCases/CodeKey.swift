import Contracts
import Cryptography
import Foundation

/// The keys that codes are sealed and hashed under, derived from the cell's code secret, which notifications has too.
struct CodeKey: Sendable {
    let sealing: AEAD.Key
    let hashing: [UInt8]

    init(secret: String) throws {
        sealing = try AEAD.Key(secret: secret, purpose: SignInCodeRequested.sealingPurpose)
        hashing = try AEAD.Key(secret: secret, purpose: "sign-in code hashes").bytes
    }

    /// Makes a code.
    /// - Parameter id: of the code, which both forms are bound to.
    func newCode(_ id: UUID, at now: Date) throws -> SealedCode {
        let text = OneTimeCode().text
        return SealedCode(
            id: id, sealed: Base64URL.encode(try AEAD.seal(Array(text.utf8), key: sealing, associatedData: Array(id.text.utf8))),
            hash: OneTimeCode.hash(text, id: id, key: hashing), expiresAt: now + OneTimeCode.lifetime
        )
    }
}

/// A code as it travels to notifications, and as it is kept.
struct SealedCode: Sendable {
    let id: UUID
    let sealed: String
    let hash: [UInt8]
    let expiresAt: Date
}
