import Cryptography

/// The base64url members of the browser's answers.
enum CredentialText {
    static func bytes(_ text: String, atMost limit: Int) throws(WebAuthnRefusal) -> [UInt8] {
        guard text.utf8.count <= (limit * 4 + 2) / 3 else { throw .tooLarge }
        guard let bytes = Base64URL.decode(text), !bytes.isEmpty else { throw .malformed }
        return bytes
    }

    /// The credential's identifier, which the browser writes twice.
    static func identifier(_ id: String, _ rawID: String, type: String) throws(WebAuthnRefusal) -> [UInt8] {
        guard type == "public-key" else { throw .wrongType }
        let bytes = try bytes(id, atMost: WebAuthnLimits.credentialID)
        guard id.utf8.elementsEqual(rawID.utf8) else { throw .wrongCredential }
        return bytes
    }
}
