import CFido2

/// Owns one `fido_cred_t`, for one registration.
final class FidoCredential {
    private var handle: OpaquePointer?

    init() throws(WebAuthnRefusal) {
        FidoLibrary.start()
        guard let handle = fido_cred_new() else { throw .malformed }
        self.handle = handle
    }

    deinit {
        fido_cred_free(&handle)
        FidoLibrary.finish()
    }

    /// Whether these are authenticator data with a credential of the algorithm.
    func load(_ raw: [UInt8], _ algorithm: COSEAlgorithm) -> Bool {
        fido_cred_set_type(handle, Int32(algorithm.rawValue)) == FIDO_OK && fido_cred_set_authdata_raw(handle, raw, raw.count) == FIDO_OK
    }

    var publicKey: [UInt8] {
        guard let start = fido_cred_pubkey_ptr(handle) else { return [] }
        return Array(UnsafeBufferPointer(start: start, count: fido_cred_pubkey_len(handle)))
    }

    /// After `load`: verifies a `packed` statement without certificates.
    func verifySelf(_ object: AttestationObject, _ hash: [UInt8], _ relyingPartyID: String, _ algorithm: COSEAlgorithm) throws(WebAuthnRefusal) {
        let statement = object.statement
        try PackedStatement(statement).verify(algorithm)
        guard fido_cred_set_fmt(handle, "packed") == FIDO_OK, fido_cred_set_rp(handle, relyingPartyID, nil) == FIDO_OK,
            fido_cred_set_clientdata_hash(handle, hash, hash.count) == FIDO_OK, fido_cred_set_uv(handle, FIDO_OPT_TRUE) == FIDO_OK,
            fido_cred_set_attstmt(handle, statement, statement.count) == FIDO_OK, expect(object.authenticatorData.extensions)
        else { throw .malformed }
        guard fido_cred_verify_self(handle) == FIDO_OK else { throw .badSignature }
    }

    /// libfido2 refuses answers of extensions it knows and was not told to expect; ours are ignored, so whatever is there is expected.
    private func expect(_ extensions: [String: [UInt8]]) -> Bool {
        let cborTrue: [UInt8] = [0xF5]
        let mask = (extensions["hmac-secret"] == cborTrue ? FIDO_EXT_HMAC_SECRET : 0)
            | (extensions["credBlob"] == cborTrue ? FIDO_EXT_CRED_BLOB : 0)
        guard fido_cred_set_extensions(handle, mask) == FIDO_OK else { return false }
        guard let protection = extensions["credProtect"]?.first else { return true }
        return fido_cred_set_prot(handle, Int32(protection)) == FIDO_OK
    }
}

/// libfido2 keeps its flags for each thread; none are wanted, and its log stays silent without being asked for.
enum FidoLibrary {
    static func start() { fido_init(0) }

    /// Empties the thread's queue of OpenSSL errors, which other users of OpenSSL (TLS) would take for their own.
    static func finish() { ERR_clear_error() }
}
