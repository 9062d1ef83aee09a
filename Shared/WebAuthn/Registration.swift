import Cryptography

/// Registers a new credential (WebAuthn Level 2, section 7.1). Conveyance is `none`: nobody's make of authenticator is asked for.
public enum Registration {
    /// Checks the browser's answer. Whether the credential is registered already (step 22) is the caller's to know.
    /// - Parameter challengeHash: SHA-256 of the bytes given out for this ceremony, used once.
    /// - Throws: the first rule that is broken.
    public static func verify(
        _ answer: RegistrationResponseJSON, challengeHash: [UInt8], relyingParty: RelyingParty
    ) throws(WebAuthnRefusal) -> Passkey {
        let id = try CredentialText.identifier(answer.id, answer.rawId, type: answer.type)
        // Steps 5 to 11.
        let clientData = try CredentialText.bytes(answer.response.clientDataJSON, atMost: WebAuthnLimits.clientData)
        let hash = try ClientData.verify(clientData, for: .registration, challengeHash: challengeHash, relyingParty: relyingParty)
        // Step 12.
        let bytes = try CredentialText.bytes(answer.response.attestationObject, atMost: WebAuthnLimits.attestationObject)
        let object = try AttestationObject(bytes)
        let data = object.authenticatorData
        // Steps 13 to 15; step 17, extensions: ignored.
        try data.verify(for: relyingParty)
        guard let credential = data.credential else { throw .malformed }
        guard credential.id == id else { throw .wrongCredential }
        // Step 16, and 18 to 21.
        let key = try attestedKey(object, hash, relyingParty)
        return Passkey(
            id: id, algorithm: key.algorithm, publicKey: key.bytes, signCount: data.signCount, backupEligible: data.backupEligible,
            backedUp: data.backedUp
        )
    }

    private static func attestedKey(
        _ object: AttestationObject, _ hash: [UInt8], _ relyingParty: RelyingParty
    ) throws(WebAuthnRefusal) -> FidoKey {
        let key = try FidoKey(authenticatorData: object.authenticatorData.raw)
        switch object.format {
        case "none":
            guard object.isStatementEmpty else { throw .malformed }
        case "packed":
            try FidoKey.verifySelfAttestation(object, clientDataHash: hash, relyingPartyID: relyingParty.id, algorithm: key.algorithm)
        default: throw .unsupportedAttestation
        }
        return key
    }
}
