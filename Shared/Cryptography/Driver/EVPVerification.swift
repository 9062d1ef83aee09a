import COpenSSL

/// Signatures over SHA-256 digests, whatever kind of key made them.
enum EVPVerification {
    /// Whether `signature`, in the form OpenSSL has for the kind of key, is the key's over `message`.
    static func sha256(_ key: OpaquePointer, _ signature: [UInt8], of message: [UInt8]) -> Bool {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        guard EVP_DigestVerifyInit_ex(context, nil, "SHA2-256", nil, nil, key, nil) == 1,
              EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1 else {
            ERR_clear_error()
            return false
        }
        return true
    }
}
