import CFido2

/// A public key in the form libfido2 takes, which checks that it lies on its curve when a signature is verified.
struct FidoKey: Sendable {
    let algorithm: COSEAlgorithm
    let bytes: [UInt8]

    /// Verifies an assertion's signature over authenticator data and client data's hash (section 7.2, step 20).
    func verify(
        _ signature: [UInt8], of data: AuthenticatorData, clientDataHash hash: [UInt8], relyingPartyID: String
    ) throws(WebAuthnRefusal) {
        let assertion = try FidoAssertion()
        try assertion.fill(data, hash, signature, relyingPartyID)
        let algorithm = Int32(self.algorithm.rawValue)
        guard let result = withHandle({ fido_assert_verify(assertion.handle, 0, algorithm, UnsafeRawPointer($0)) }) else { throw .malformed }
        guard result == FIDO_OK else { throw .badSignature }
    }

    /// Whether OpenSSL takes it: a point off its curve makes no key.
    var isUsable: Bool {
        let key = withHandle { handle in
            switch algorithm {
            case .es256: es256_pk_to_EVP_PKEY(handle)
            case .edDSA: eddsa_pk_to_EVP_PKEY(handle)
            case .rs256: rs256_pk_to_EVP_PKEY(handle)
            }
        }
        FidoLibrary.finish()
        guard let key else { return false }
        EVP_PKEY_free(key)
        return true
    }

    /// Hands libfido2's key object to `body`.
    /// - Returns: nil where the bytes are no key.
    private func withHandle<Result>(_ body: (OpaquePointer) -> Result?) -> Result? {
        switch algorithm {
        case .es256:
            var key = es256_pk_new()
            defer { es256_pk_free(&key) }
            guard bytes.count == 64, let key, es256_pk_from_ptr(key, bytes, bytes.count) == FIDO_OK else { return nil }
            return body(key)
        case .edDSA:
            var key = eddsa_pk_new()
            defer { eddsa_pk_free(&key) }
            guard bytes.count == 32, let key, eddsa_pk_from_ptr(key, bytes, bytes.count) == FIDO_OK else { return nil }
            return body(key)
        case .rs256:
            var key = rs256_pk_new()
            defer { rs256_pk_free(&key) }
            guard bytes.count == 259, let key, rs256_pk_from_ptr(key, bytes, bytes.count) == FIDO_OK else { return nil }
            return body(key)
        }
    }
}
