import COpenSSL

/// Owns one in-memory BIO, which is how OpenSSL reads and writes PEM.
final class MemoryBIO {
    let handle: OpaquePointer

    init() throws(CryptographyError) {
        guard let handle = BIO_new(BIO_s_mem()) else { throw .lastFailure("BIO_new") }
        self.handle = handle
    }

    convenience init(_ text: String) throws(CryptographyError) {
        try self.init()
        let bytes = Array(text.utf8)
        guard bytes.count <= 64 * 1024 else { throw .malformed("PEM is too long") }
        guard bytes.isEmpty || BIO_write(handle, bytes, Int32(bytes.count)) == bytes.count else {
            throw .lastFailure("BIO_write")
        }
    }

    deinit {
        BIO_free(handle)
    }

    /// The private key in it, which the caller owns; nil when there is none.
    func readPrivateKey() -> OpaquePointer? {
        copenssl_read_private_pem(handle)
    }

    /// The public key in it, which the caller owns; nil when there is none.
    func readPublicKey() -> OpaquePointer? {
        copenssl_read_public_pem(handle)
    }

    /// All that was written to it.
    var text: String {
        var bytes: UnsafeMutablePointer<CChar>?
        let count = copenssl_memory(handle, &bytes)
        return String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
