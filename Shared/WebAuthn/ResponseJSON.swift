/// The browser's `PublicKeyCredential.toJSON()` after registration (WebAuthn Level 3, section 5.1.8, `RegistrationResponseJSON`).
/// Bytes are base64url; members that nothing here reads are passed over.
public struct RegistrationResponseJSON: Codable, Sendable {
    public struct Response: Codable, Sendable {
        public let clientDataJSON: String
        public let attestationObject: String
        /// How the authenticator can be reached, as `internal` or `hybrid`: a hint for later.
        public let transports: [String]?

        public init(clientDataJSON: String, attestationObject: String, transports: [String]? = nil) {
            (self.clientDataJSON, self.attestationObject, self.transports) = (clientDataJSON, attestationObject, transports)
        }
    }

    public let id: String
    public let rawId: String
    public let type: String
    public let response: Response

    public init(id: String, rawId: String, type: String, response: Response) {
        (self.id, self.rawId, self.type, self.response) = (id, rawId, type, response)
    }
}

/// The same after signing in (`AuthenticationResponseJSON`).
public struct AuthenticationResponseJSON: Codable, Sendable {
    public struct Response: Codable, Sendable {
        public let clientDataJSON: String
        public let authenticatorData: String
        public let signature: String
        public let userHandle: String?

        public init(clientDataJSON: String, authenticatorData: String, signature: String, userHandle: String? = nil) {
            (self.clientDataJSON, self.authenticatorData) = (clientDataJSON, authenticatorData)
            (self.signature, self.userHandle) = (signature, userHandle)
        }
    }

    public let id: String
    public let rawId: String
    public let type: String
    public let response: Response

    public init(id: String, rawId: String, type: String, response: Response) {
        (self.id, self.rawId, self.type, self.response) = (id, rawId, type, response)
    }

    /// Which credential the answer is of; nothing is proven yet.
    public func credentialID() throws(WebAuthnRefusal) -> [UInt8] {
        try CredentialText.identifier(id, rawId, type: type)
    }
}
