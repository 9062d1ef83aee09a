import COpenSSL

/// Owns one P-256 EVP_PKEY, private or public.
///
/// `@unchecked Sendable`: the key is never changed after init, and OpenSSL 3 locks its own caches inside EVP_PKEY.
final class ECKey: @unchecked Sendable {
    let handle: OpaquePointer

    /// Takes ownership of `handle`, freeing it also when it is no P-256 key.
    init(owning handle: OpaquePointer) throws(CryptographyError) {
        self.handle = handle
        var name = [CChar](repeating: 0, count: 64)
        guard EVP_PKEY_is_a(handle, "EC") == 1, EVP_PKEY_get_group_name(handle, &name, name.count, nil) == 1,
              name.prefix(while: { $0 != 0 }).elementsEqual("prime256v1".utf8.map(CChar.init)) else {
            ERR_clear_error()
            throw .wrongKey("not a P-256 key")
        }
    }

    deinit {
        EVP_PKEY_free(handle)
    }

    static func generate() throws(CryptographyError) -> ECKey {
        guard let handle = copenssl_generate_p256() else { throw .lastFailure("P-256 key generation") }
        return try ECKey(owning: handle)
    }

    convenience init(privatePEM pem: String) throws(CryptographyError) {
        guard let handle = try MemoryBIO(pem).readPrivateKey() else {
            ERR_clear_error()
            throw .malformed("not a private key in PEM")
        }
        try self.init(owning: handle)
    }

    convenience init(publicPEM pem: String) throws(CryptographyError) {
        guard let handle = try MemoryBIO(pem).readPublicKey() else {
            ERR_clear_error()
            throw .malformed("not a public key in PEM")
        }
        try self.init(owning: handle)
        try proveOnCurve()
    }

    func privatePEM() throws(CryptographyError) -> String {
        let bio = try MemoryBIO()
        guard PEM_write_bio_PKCS8PrivateKey(bio.handle, handle, nil, nil, 0, nil, nil) == 1 else {
            throw .lastFailure("private key PEM")
        }
        return bio.text
    }

    func publicPEM() throws(CryptographyError) -> String {
        let bio = try MemoryBIO()
        guard PEM_write_bio_PUBKEY(bio.handle, handle) == 1 else { throw .lastFailure("public key PEM") }
        return bio.text
    }
}
