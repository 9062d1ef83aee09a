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

    func seal(_ code: String, id: UUID) throws -> String {
        Base64URL.encode(try AEAD.seal(Array(code.utf8), key: sealing, associatedData: Array(id.text.utf8)))
    }
}
