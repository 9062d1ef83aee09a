/// Why a ceremony is refused. For tests and logs; tell whoever sent it no more than that it did not work.
public enum WebAuthnRefusal: String, Error, Sendable, Hashable, CaseIterable {
    /// Longer than anything an authenticator makes.
    case tooLarge
    /// Not base64url, JSON, CBOR or authenticator data, or a part of it is missing.
    case malformed
    /// The client data are those of another ceremony (`type`), or the credential is no public key.
    case wrongType
    case wrongChallenge
    case wrongOrigin
    /// Made inside a frame of another site.
    case crossOrigin
    case wrongRelyingParty
    case userNotPresent
    case userNotVerified
    /// Backed up without being eligible, or the eligibility changed since registration (section 6.1.3).
    case inconsistentBackup
    /// `id` and `rawId` differ, or the authenticator data are of another credential.
    case wrongCredential
    /// The credential belongs to somebody else than the user handle says.
    case wrongUser
    case unsupportedAlgorithm
    /// An attestation of another format than `none` and self-signed `packed`.
    case unsupportedAttestation
    case badSignature
    /// The counter did not grow: perhaps a cloned authenticator (section 6.1.1).
    case counterRegression
}
