import Contracts
import Cryptography

/// What the browser says of a ceremony (WebAuthn Level 2, section 5.8.1).
struct ClientData: Codable, Sendable {
    let type: String
    let challenge: String
    let origin: String
    let crossOrigin: Bool?
    /// Level 3: only where the page is framed by another site.
    let topOrigin: String?

    enum Ceremony: String {
        case registration = "webauthn.create", authentication = "webauthn.get"
    }

    /// Steps 5 to 10 of section 7.1 and 9 to 13 of section 7.2.
    /// - Returns: the hash that the authenticator signed (step 11 of 7.1, step 19 of 7.2).
    static func verify(
        _ bytes: [UInt8], for ceremony: Ceremony, challengeHash: [UInt8], relyingParty: RelyingParty
    ) throws(WebAuthnRefusal) -> [UInt8] {
        guard bytes.count <= WebAuthnLimits.clientData else { throw .tooLarge }
        guard let data = try? JSONCoding.decode(ClientData.self, from: bytes) else { throw .malformed }
        guard data.type == ceremony.rawValue else { throw .wrongType }
        guard let answered = Base64URL.decode(data.challenge) else { throw .malformed }
        guard constantTimeEquals(SHA256.digest(answered), challengeHash) else { throw .wrongChallenge }
        guard data.crossOrigin != true, data.topOrigin == nil else { throw .crossOrigin }
        guard relyingParty.origins.contains(data.origin) else { throw .wrongOrigin }
        return SHA256.digest(bytes)
    }
}

extension AuthenticatorData {
    /// Steps 13 to 15 of section 7.1 and 15 to 17 of section 7.2, and the backup flags (Level 3, section 6.1.3).
    func verify(for relyingParty: RelyingParty) throws(WebAuthnRefusal) {
        guard constantTimeEquals(relyingPartyHash, SHA256.digest(relyingParty.id)) else { throw .wrongRelyingParty }
        guard userPresent else { throw .userNotPresent }
        guard userVerified else { throw .userNotVerified }
        guard backupEligible || !backedUp else { throw .inconsistentBackup }
    }
}
