import CFido2

/// Owns one `fido_assert_t`, for one assertion.
final class FidoAssertion {
    private(set) var handle: OpaquePointer?

    init() throws(WebAuthnRefusal) {
        FidoLibrary.start()
        guard let handle = fido_assert_new() else { throw .malformed }
        self.handle = handle
    }

    deinit {
        fido_assert_free(&handle)
        FidoLibrary.finish()
    }

    func fill(_ data: AuthenticatorData, _ hash: [UInt8], _ signature: [UInt8], _ relyingPartyID: String) throws(WebAuthnRefusal) {
        guard fido_assert_set_count(handle, 1) == FIDO_OK, fido_assert_set_rp(handle, relyingPartyID) == FIDO_OK,
            fido_assert_set_up(handle, FIDO_OPT_TRUE) == FIDO_OK, fido_assert_set_uv(handle, FIDO_OPT_TRUE) == FIDO_OK,
            fido_assert_set_clientdata_hash(handle, hash, hash.count) == FIDO_OK,
            fido_assert_set_authdata_raw(handle, 0, data.raw, data.raw.count) == FIDO_OK,
            fido_assert_set_sig(handle, 0, signature, signature.count) == FIDO_OK,
            fido_assert_set_extensions(handle, expected(data.extensions)) == FIDO_OK
        else { throw .malformed }
    }

    /// libfido2 refuses answers of extensions it knows and was not told to expect; ours are ignored, so whatever is there is expected.
    private func expected(_ extensions: [String: [UInt8]]) -> Int32 {
        (extensions["hmac-secret"] != nil ? FIDO_EXT_HMAC_SECRET : 0) | (extensions["credBlob"] != nil ? FIDO_EXT_CRED_BLOB : 0)
    }
}
