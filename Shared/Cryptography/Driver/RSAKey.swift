import COpenSSL

/// Owns one public RSA EVP_PKEY.
///
/// `@unchecked Sendable`: the key is never changed after init, and OpenSSL 3 locks its own caches inside EVP_PKEY.
final class RSAKey: @unchecked Sendable {
    private let handle: OpaquePointer

    /// Numbers most significant byte first.
    init(modulus: [UInt8], exponent: [UInt8]) throws(CryptographyError) {
        guard let handle = copenssl_rsa_public_key(modulus, modulus.count, exponent, exponent.count) else {
            ERR_clear_error()
            throw .wrongKey("not an RSA public key")
        }
        self.handle = handle
    }

    deinit {
        EVP_PKEY_free(handle)
    }

    /// PKCS #1 version 1.5, which is what an RSA context pads with unless told otherwise.
    func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        EVPVerification.sha256(handle, signature, of: message)
    }
}
