import Foundation

/// A customer's profile.
public struct CustomerState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var id: UUID
    public var version: Int64
    public var name: String
    public var email: String
    public var phone: String?
    public var locale: String
    /// When the person first became known.
    public var since: Date
    /// Net promoter score given last, 0 to 10.
    public var nps: Int?
    public init(
        id: UUID, version: Int64, name: String, email: String, phone: String? = nil, locale: String = "en", since: Date, nps: Int? = nil
    ) {
        self.id = id
        self.version = version
        self.name = name
        self.email = email
        self.phone = phone
        self.locale = locale
        self.since = since
        self.nps = nps
    }
}

/// A vehicle and its owner.
public struct VehicleState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var version: Int64
    public var customerId: UUID
    public var vehicle: VehicleDescription
    public init(version: Int64, customerId: UUID, vehicle: VehicleDescription) {
        self.version = version
        self.customerId = customerId
        self.vehicle = vehicle
    }
}

/// A person is to be forgotten: whoever holds anything of theirs makes it words that tell nothing. Names nobody but by ids.
public struct CustomerErased: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var customerId: UUID
    /// Of the profile: what was told of it before is not to be believed any more.
    public var version: Int64
    /// The other ids the person was known by.
    public var aliases: [UUID]
    public var at: Date
    public init(customerId: UUID, version: Int64, aliases: [UUID], at: Date) {
        self.customerId = customerId
        self.version = version
        self.aliases = aliases
        self.at = at
    }
}
