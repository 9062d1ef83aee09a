/// Why a token is not accepted. Say no more than "invalid token" to whoever sent it.
public enum JWTError: String, Error, Sendable, Hashable {
    /// Not three base64url segments of JSON, or too long, or critical extensions.
    case malformed
    /// The header asks for an algorithm that is not taken.
    case unsupportedAlgorithm
    /// A token of another kind (`typ`).
    case wrongType
    /// No `kid`, or one that is not in the key set or no longer counts.
    case unknownKey
    case badSignature
    case wrongIssuer
    case wrongAudience
    case expired
    case notYetValid
    /// Signed, but a claim is missing or of another type.
    case malformedClaims
    /// A proof that was made for another method or URL.
    case wrongRequest
}
