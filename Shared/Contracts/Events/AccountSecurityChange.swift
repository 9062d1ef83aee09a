import Foundation

/// A change of the way a person signs in, of which they are told (OWASP ASVS 4.0.3, 2.2.3 and 2.5.5). Told once; it has no later state.
public struct AccountSecurityChange: EventPayload, Hashable {
    public static let schemaVersion = 1
    public enum Change: String, StringEnum {
        case passkeyAdded = "passkey_added"
        case passkeyRemoved = "passkey_removed"
        case phoneAdded = "phone_added"
        case phoneRemoved = "phone_removed"
        /// Somebody else has proved that the number is theirs.
        case phoneLost = "phone_lost"
        /// The account has another e-mail address; it is told to the one before.
        case addressChanged = "address_changed"
        /// The operator has set another one; the account's devices are signed out.
        case passwordChanged = "password_changed"
        case signedInOnNewDevice = "signed_in_on_new_device"
    }
    public var id: UUID
    public var version: Int64
    public var personId: UUID
    /// `customer` or `staff`.
    public var kind: String
    public var change: Change
    public var at: Date
    /// A passkey's name, what a device calls itself, or a number's last two digits; never the whole number.
    public var label: String?
    /// Where it is told.
    public var email: String
    /// BCP 47; absent where the person's language is not known.
    public var locale: String?
    public init(
        id: UUID, version: Int64 = 1, personId: UUID, kind: String, change: Change, at: Date, label: String? = nil, email: String,
        locale: String? = nil
    ) {
        self.id = id
        self.version = version
        self.personId = personId
        self.kind = kind
        self.change = change
        self.at = at
        self.label = label
        self.email = email
        self.locale = locale
    }
}
