import Cryptography

/// A credential that may, or may not, be used.
public struct CredentialDescriptorJSON: Codable, Sendable {
    public let type: String
    public let id: String
    public let transports: [String]?

    public init(id: [UInt8], transports: [String]) {
        type = "public-key"
        self.id = Base64URL.encode(id)
        self.transports = transports.isEmpty ? nil : transports
    }
}

/// What `PublicKeyCredential.parseCreationOptionsFromJSON` takes (WebAuthn Level 3, section 5.1.9): a discoverable credential with
/// user verification and without attestation.
public struct CreationOptionsJSON: Codable, Sendable {
    public struct Entity: Codable, Sendable {
        public let id: String
        public let name: String
    }

    public struct User: Codable, Sendable {
        public let id: String
        public let name: String
        public let displayName: String
    }

    public struct Parameter: Codable, Sendable {
        public let type: String
        public let alg: Int
    }

    public struct Selection: Codable, Sendable {
        public let residentKey: String
        public let requireResidentKey: Bool
        public let userVerification: String
    }

    public let rp: Entity
    public let user: User
    public let challenge: String
    public let pubKeyCredParams: [Parameter]
    /// Milliseconds.
    public let timeout: Int
    public let excludeCredentials: [CredentialDescriptorJSON]
    public let authenticatorSelection: Selection
    public let attestation: String

    /// - Parameters:
    ///   - userHandle: at most 64 bytes that name the person and say nothing about them.
    ///   - existing: the person's credentials, so that no authenticator makes a second.
    public init(
        relyingParty: RelyingParty, userHandle: [UInt8], userName: String, challenge: [UInt8], timeout: Duration,
        existing: [CredentialDescriptorJSON]
    ) {
        rp = Entity(id: relyingParty.id, name: relyingParty.name)
        user = User(id: Base64URL.encode(userHandle), name: userName, displayName: userName)
        self.challenge = Base64URL.encode(challenge)
        pubKeyCredParams = COSEAlgorithm.allCases.map { Parameter(type: "public-key", alg: $0.rawValue) }
        self.timeout = Int(timeout / .milliseconds(1))
        excludeCredentials = existing
        authenticatorSelection = Selection(residentKey: "required", requireResidentKey: true, userVerification: "required")
        attestation = "none"
    }
}

/// What `PublicKeyCredential.parseRequestOptionsFromJSON` takes (section 5.1.10): any discoverable credential, with user verification.
public struct RequestOptionsJSON: Codable, Sendable {
    public let challenge: String
    /// Milliseconds.
    public let timeout: Int
    public let rpId: String
    /// Empty: naming credentials would tell who has which.
    public let allowCredentials: [CredentialDescriptorJSON]
    public let userVerification: String

    public init(relyingParty: RelyingParty, challenge: [UInt8], timeout: Duration) {
        self.challenge = Base64URL.encode(challenge)
        self.timeout = Int(timeout / .milliseconds(1))
        rpId = relyingParty.id
        allowCredentials = []
        userVerification = "required"
    }
}
