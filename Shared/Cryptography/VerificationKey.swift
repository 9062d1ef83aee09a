import FoundationEssentials

/// How a token of another issuer may be signed. `none` and shared secrets are not among them.
public enum SignatureAlgorithm: String, Sendable, CaseIterable {
    case es256 = "ES256"
    case rs256 = "RS256"
}

/// A public key of another issuer. It verifies one algorithm, whatever a token's header asks for.
public enum VerificationKey: Sendable {
    case es256(ES256.PublicKey)
    case rs256(RS256.PublicKey)

    public var algorithm: SignatureAlgorithm {
        switch self {
        case .es256: .es256
        case .rs256: .rs256
        }
    }

    func verify(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        switch self {
        case .es256(let key): key.verify(signature, of: message)
        case .rs256(let key): key.verify(signature, of: message)
        }
    }
}
