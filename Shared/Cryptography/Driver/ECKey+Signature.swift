import COpenSSL

extension ECKey {
    /// `r || s` over the SHA-256 of `message`.
    func sign(_ message: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let context = EVP_MD_CTX_new()
        defer { EVP_MD_CTX_free(context) }
        var encoded = [UInt8](repeating: 0, count: Int(EVP_PKEY_get_size(handle)))
        var count = encoded.count
        guard EVP_DigestSignInit_ex(context, nil, "SHA2-256", nil, nil, handle, nil) == 1,
              EVP_DigestSign(context, &encoded, &count, message, message.count) == 1 else { throw .lastFailure("ES256 sign") }
        return try Self.concatenated(Array(encoded.prefix(count)))
    }

    /// `signature` is 64 bytes.
    func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let encoded = Self.encoded(signature) else {
            ERR_clear_error()
            return false
        }
        return EVPVerification.sha256(handle, encoded, of: message)
    }

    /// OpenSSL speaks DER, JOSE the two numbers one after the other.
    private static func concatenated(_ encoded: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let signature = encoded.withUnsafeBufferPointer { bytes in
            var start = bytes.baseAddress
            return d2i_ECDSA_SIG(nil, &start, bytes.count)
        }
        defer { ECDSA_SIG_free(signature) }
        var bytes = [UInt8](repeating: 0, count: 2 * ES256.fieldCount)
        let done = bytes.withUnsafeMutableBufferPointer { bytes in
            BN_bn2binpad(ECDSA_SIG_get0_r(signature), bytes.baseAddress, Int32(ES256.fieldCount)) > 0
                && BN_bn2binpad(ECDSA_SIG_get0_s(signature), bytes.baseAddress?.advanced(by: ES256.fieldCount),
                                Int32(ES256.fieldCount)) > 0
        }
        guard done else { throw .lastFailure("ES256 signature") }
        return bytes
    }

    private static func encoded(_ bytes: [UInt8]) -> [UInt8]? {
        let signature = ECDSA_SIG_new()
        defer { ECDSA_SIG_free(signature) }
        let r = BN_bin2bn(bytes, Int32(ES256.fieldCount), nil)
        let s = BN_bin2bn(Array(bytes.suffix(ES256.fieldCount)), Int32(ES256.fieldCount), nil)
        // On success the signature owns both numbers.
        guard ECDSA_SIG_set0(signature, r, s) == 1 else {
            BN_free(r)
            BN_free(s)
            return nil
        }
        var encoded: UnsafeMutablePointer<UInt8>?
        let count = i2d_ECDSA_SIG(signature, &encoded)
        guard count > 0, let encoded else { return nil }
        // CRYPTO_free wants the place of the call for its own tracing.
        defer { CRYPTO_free(encoded, nil, 0) }
        return Array(UnsafeBufferPointer(start: encoded, count: Int(count)))
    }
}
