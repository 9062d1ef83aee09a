import Foundation

/// A thing named for people beside its id.
public struct NamedReference: Codable, Sendable, Hashable {
    public var id: UUID
    public var name: String
    public init(id: UUID, name: String) {
        self.id = id
        self.name = name
    }
}

/// A workshop, with what a reader needs to show times and places.
public struct WorkshopReference: Codable, Sendable, Hashable {
    public var id: UUID
    public var name: String
    /// IANA name, as `Asia/Dubai`.
    public var timeZone: String
    /// ISO 3166-1 alpha-2.
    public var country: String
    public var address: String
    public var phone: String?
    public init(id: UUID, name: String, timeZone: String, country: String, address: String, phone: String? = nil) {
        self.id = id
        self.name = name
        self.timeZone = timeZone
        self.country = country
        self.address = address
        self.phone = phone
    }
}

/// Who to reach about an appointment, and in which language.
public struct CustomerContact: Codable, Sendable, Hashable {
    public var id: UUID
    public var name: String
    public var email: String
    /// E.164 where known.
    public var phone: String?
    /// BCP 47, as `de` or `ar-AE`.
    public var locale: String
    public init(id: UUID, name: String, email: String, phone: String? = nil, locale: String = "en") {
        self.id = id
        self.name = name
        self.email = email
        self.phone = phone
        self.locale = locale
    }
}

/// A vehicle as its owner describes it.
public struct VehicleDescription: Codable, Sendable, Hashable {
    public var id: UUID
    public var plate: String
    public var vin: String?
    public var make: String
    public var model: String
    public var year: Int?
    public var vehicleClass: VehicleClass
    public var mileageKm: Int?

    enum CodingKeys: String, CodingKey {
        case id, plate, vin, make, model, year, mileageKm
        case vehicleClass = "class"
    }

    public init(
        id: UUID, plate: String, vin: String? = nil, make: String, model: String, year: Int? = nil,
        vehicleClass: VehicleClass = .midsize, mileageKm: Int? = nil
    ) {
        self.id = id
        self.plate = plate
        self.vin = vin
        self.make = make
        self.model = model
        self.year = year
        self.vehicleClass = vehicleClass
        self.mileageKm = mileageKm
    }
}

/// One service of the catalogue as sold: its labour time and price at that moment.
public struct ServiceLine: Codable, Sendable, Hashable {
    public var id: UUID
    public var code: String
    public var name: String
    /// Tenths of an hour for this vehicle's class.
    public var labourTenths: LabourTime
    public var price: Money
    /// The skill it takes and at which level (0 to 3).
    public var skill: String?
    public var level: Int?
    public init(id: UUID, code: String, name: String, labourTenths: LabourTime, price: Money, skill: String? = nil, level: Int? = nil) {
        self.id = id
        self.code = code
        self.name = name
        self.labourTenths = labourTenths
        self.price = price
        self.skill = skill
        self.level = level
    }
}

/// On whose behalf a partner booked, in the partner's own words.
public struct PartnerReference: Codable, Sendable, Hashable {
    public var id: UUID
    /// The partner's own number for it.
    public var reference: String
    /// The request at the gateway that this answers.
    public var requestId: UUID
    public init(id: UUID, reference: String, requestId: UUID) {
        self.id = id
        self.reference = reference
        self.requestId = requestId
    }
}

/// Why, by whom and when an appointment was called off.
public struct Cancellation: Codable, Sendable, Hashable {
    public enum Actor: String, StringEnum {
        case customer, advisor, partner, system
    }
    /// A reason code, as `changed_plans`.
    public var reason: String
    public var by: Actor
    public var at: Date
    public init(reason: String, by: Actor, at: Date) {
        self.reason = reason
        self.by = by
        self.at = at
    }
}
