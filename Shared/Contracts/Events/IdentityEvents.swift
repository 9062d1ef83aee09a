import Foundation

/// One device's session of one person. Services need it to refuse tokens of a session that was ended; it names nobody.
public struct SessionState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public enum Status: String, StringEnum {
        case open, ended
    }
    public var id: UUID
    public var version: Int64
    public var personId: UUID
    /// `customer` or `staff`.
    public var kind: String
    public var status: Status
    /// Why it was ended, as `signed_out`, `revoked`, `reused`.
    public var reason: String?
    public var at: Date
    /// By then the last access token given to it has run out by itself.
    public var tokensEndAt: Date
    public init(
        id: UUID, version: Int64, personId: UUID, kind: String, status: Status, reason: String? = nil, at: Date, tokensEndAt: Date
    ) {
        self.id = id
        self.version = version
        self.personId = personId
        self.kind = kind
        self.status = status
        self.reason = reason
        self.at = at
        self.tokensEndAt = tokensEndAt
    }
}

/// Somebody asks for a one-time code to sign in with. The code is sealed: only the service that sends it can read it.
public struct SignInCodeRequested: EventPayload, Hashable {
    public static let schemaVersion = 1
    /// What the key of `sealedCode` is derived for (HKDF), from the secret that gateway and notifications share.
    public static let sealingPurpose = "sign-in codes"
    public enum Channel: String, StringEnum {
        case email, sms
    }
    public var id: UUID
    public var version: Int64
    public var channel: Channel
    /// Where it goes: an e-mail address, or a mobile number in E.164.
    public var address: String
    public var locale: String
    /// AES-256-GCM box of the digits in base64url, bound to `id`; the key is derived from the cell's code secret.
    public var sealedCode: String
    /// From then on it is of no use and is not sent any more.
    public var expiresAt: Date
    public init(id: UUID, version: Int64 = 1, channel: Channel, address: String, locale: String, sealedCode: String, expiresAt: Date) {
        self.id = id
        self.version = version
        self.channel = channel
        self.address = address
        self.locale = locale
        self.sealedCode = sealedCode
        self.expiresAt = expiresAt
    }
}
