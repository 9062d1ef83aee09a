import CFido2

extension FidoKey {
    /// The key of attested credential data; libfido2 reads the COSE_Key once `AuthenticatorData` has found it well formed.
    /// - Throws: `unsupportedAlgorithm` where it is none of those we take, or not a key of it.
    init(authenticatorData raw: [UInt8]) throws(WebAuthnRefusal) {
        // The type must be told before the data: the first that fits is the one.
        for algorithm in COSEAlgorithm.allCases {
            let credential = try FidoCredential()
            guard credential.load(raw, algorithm) else { continue }
            let key = FidoKey(algorithm: algorithm, bytes: credential.publicKey)
            guard key.isUsable else { throw .unsupportedAlgorithm }
            self = key
            return
        }
        throw .unsupportedAlgorithm
    }

    /// Section 8.2, "self attestation": signed by the credential itself, with the same algorithm.
    static func verifySelfAttestation(
        _ object: AttestationObject, clientDataHash hash: [UInt8], relyingPartyID: String, algorithm: COSEAlgorithm
    ) throws(WebAuthnRefusal) {
        let credential = try FidoCredential()
        guard credential.load(object.authenticatorData.raw, algorithm) else { throw .unsupportedAlgorithm }
        try credential.verifySelf(object, hash, relyingPartyID, algorithm)
    }
}
