import Cryptography

/// Signs in with a credential (WebAuthn Level 2, section 7.2).
public enum Authentication {
    /// What to remember of an accepted assertion (step 21).
    public struct Accepted: Sendable, Equatable {
        public let signCount: UInt32
        public let backedUp: Bool
        public let userVerified: Bool
    }

    /// Checks the browser's answer.
    /// - Parameters:
    ///   - passkey: the registered credential that the answer names (step 7).
    ///   - userHandle: whose credential it is; must be what the authenticator says (step 6: nobody was identified before).
    ///   - challengeHash: SHA-256 of the bytes given out for this ceremony, used once.
    /// - Throws: the first rule that is broken.
    public static func verify(
        _ answer: AuthenticationResponseJSON, passkey: Passkey, userHandle: [UInt8], challengeHash: [UInt8], relyingParty: RelyingParty
    ) throws(WebAuthnRefusal) -> Accepted {
        // Steps 5 to 7.
        guard try answer.credentialID() == passkey.id else { throw .wrongCredential }
        try verify(answer.response.userHandle, is: userHandle)
        // Steps 8 to 13.
        let clientData = try CredentialText.bytes(answer.response.clientDataJSON, atMost: WebAuthnLimits.clientData)
        let hash = try ClientData.verify(clientData, for: .authentication, challengeHash: challengeHash, relyingParty: relyingParty)
        // Steps 15 to 17; step 18, extensions: ignored.
        let bytes = try CredentialText.bytes(answer.response.authenticatorData, atMost: WebAuthnLimits.authenticatorData)
        let data = try AuthenticatorData(bytes)
        guard data.credential == nil else { throw .malformed }
        try data.verify(for: relyingParty)
        guard data.backupEligible == passkey.backupEligible else { throw .inconsistentBackup }
        // Steps 19 and 20.
        let signature = try CredentialText.bytes(answer.response.signature, atMost: WebAuthnLimits.signature)
        let key = FidoKey(algorithm: passkey.algorithm, bytes: passkey.publicKey)
        try key.verify(signature, of: data, clientDataHash: hash, relyingPartyID: relyingParty.id)
        // Step 21.
        guard (data.signCount == 0 && passkey.signCount == 0) || data.signCount > passkey.signCount else { throw .counterRegression }
        return Accepted(signCount: data.signCount, backedUp: data.backedUp, userVerified: data.userVerified)
    }

    private static func verify(_ text: String?, is userHandle: [UInt8]) throws(WebAuthnRefusal) {
        guard let text, !text.isEmpty else { throw .wrongUser }
        let said = try CredentialText.bytes(text, atMost: WebAuthnLimits.userHandle)
        guard constantTimeEquals(said, userHandle) else { throw .wrongUser }
    }
}
