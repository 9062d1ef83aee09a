import Cryptography
import WebAuthn

/// Nothing an authenticator may send traps, and nothing is taken that no authenticator signed. The input: what it is, then its bytes.
enum PasskeyProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 20_000 else { return }
        var input = FuzzInput(bytes)
        switch input.byte() {
        case UInt8(ascii: "a"): try data(input.remainder())
        case UInt8(ascii: "s"): try assertion(input.remainder())
        default: try object(input.remainder())
        }
    }

    private static let challenge = Array("challenge".utf8)
    private static let relyingParty = RelyingParty(id: "pitcrew.test", name: "Pitcrew", origins: ["https://pitcrew.test"])

    private static func clientData(_ type: String) -> String {
        let text = #"{"type":"\#(type)","challenge":"\#(Base64URL.encode(challenge))","origin":"https://pitcrew.test"}"#
        return Base64URL.encode(text.utf8)
    }

    private static func data(_ bytes: [UInt8]) throws {
        guard let data = try? AuthenticatorData(bytes) else { return }
        try demand(bytes.count >= 37 && data.relyingPartyHash == Array(bytes.prefix(32)), "another relying party")
        try demand((try? AuthenticatorData(bytes + [0])) == nil, "a byte too many is taken")
        if let id = data.credential?.id { try demand((1...WebAuthnLimits.credentialID).contains(id.count), "no identifier") }
    }

    /// Also through libfido2, with the identifier that the object itself has.
    private static func object(_ bytes: [UInt8]) throws {
        guard let object = try? AttestationObject(bytes), let id = object.authenticatorData.credential?.id else { return }
        let text = Base64URL.encode(id)
        let answer = RegistrationResponseJSON(
            id: text, rawId: text, type: "public-key",
            response: .init(clientDataJSON: clientData("webauthn.create"), attestationObject: Base64URL.encode(bytes))
        )
        let hash = SHA256.digest(challenge)
        guard let passkey = try? Registration.verify(answer, challengeHash: hash, relyingParty: relyingParty) else { return }
        try demand(passkey.id == id && object.authenticatorData.userVerified, "another credential, or one without verification")
    }

    /// The key is nobody's: no signature counts.
    private static func assertion(_ bytes: [UInt8]) throws {
        let text = Base64URL.encode([1])
        let data = SHA256.digest("pitcrew.test") + [0x05, 0, 0, 0, 0]
        for (algorithm, count) in [(COSEAlgorithm.es256, 64), (.edDSA, 32), (.rs256, 259)] {
            let key = Passkey(
                id: [1], algorithm: algorithm, publicKey: [UInt8](repeating: 7, count: count), signCount: 0, backupEligible: false, backedUp: false
            )
            for (said, signature) in [(data, bytes), (bytes, bytes)] {
                let answer = AuthenticationResponseJSON(id: text, rawId: text, type: "public-key", response: .init(
                    clientDataJSON: clientData("webauthn.get"), authenticatorData: Base64URL.encode(said), signature: Base64URL.encode(signature),
                    userHandle: text
                ))
                let accepted = try? Authentication.verify(
                    answer, passkey: key, userHandle: [1], challengeHash: SHA256.digest(challenge), relyingParty: relyingParty
                )
                try demand(accepted == nil, "a signature of nobody counts")
            }
        }
    }
}
