import COpenSSL

extension ECKey {
    /// The public key with these affine coordinates, refused when it is not on the curve.
    convenience init(x: [UInt8], y: [UInt8]) throws(CryptographyError) {
        // SEC 1 section 2.3.3: an uncompressed point.
        let point: [UInt8] = [0x04] + x + y
        guard let handle = copenssl_p256_public_key(point, point.count) else {
            ERR_clear_error()
            throw .wrongKey("not a point on P-256")
        }
        try self.init(owning: handle)
        try proveOnCurve()
    }

    func coordinates() throws(CryptographyError) -> (x: [UInt8], y: [UInt8]) {
        (try coordinate(OSSL_PKEY_PARAM_EC_PUB_X), try coordinate(OSSL_PKEY_PARAM_EC_PUB_Y))
    }

    func proveOnCurve() throws(CryptographyError) {
        let context = EVP_PKEY_CTX_new_from_pkey(nil, handle, nil)
        defer { EVP_PKEY_CTX_free(context) }
        guard EVP_PKEY_public_check(context) == 1 else {
            ERR_clear_error()
            throw .wrongKey("not a point on P-256")
        }
    }

    private func coordinate(_ name: String) throws(CryptographyError) -> [UInt8] {
        var number: OpaquePointer?
        guard EVP_PKEY_get_bn_param(handle, name, &number) == 1 else { throw .lastFailure("P-256 coordinate") }
        defer { BN_free(number) }
        var bytes = [UInt8](repeating: 0, count: ES256.fieldCount)
        guard BN_bn2binpad(number, &bytes, Int32(bytes.count)) == bytes.count else { throw .lastFailure("P-256 coordinate") }
        return bytes
    }
}
