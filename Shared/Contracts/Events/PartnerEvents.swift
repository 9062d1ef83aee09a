import Foundation

/// A partner company that may use the gateway.
public struct PartnerState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var id: UUID
    public var version: Int64
    public var name: String
    public var active: Bool
    public init(id: UUID, version: Int64, name: String, active: Bool) {
        self.id = id
        self.version = version
        self.name = name
        self.active = active
    }
}

/// A partner asks for an appointment on behalf of a customer; answered by `appointment.created` or `appointment.declined`.
public struct PartnerBookingRequested: EventPayload, Hashable {
    public static let schemaVersion = 1
    public struct Customer: Codable, Sendable, Hashable {
        public var name: String
        public var email: String
        public var phone: String?
        public var locale: String?
        public init(name: String, email: String, phone: String? = nil, locale: String? = nil) {
            self.name = name
            self.email = email
            self.phone = phone
            self.locale = locale
        }
    }
    public struct Vehicle: Codable, Sendable, Hashable {
        public var plate: String
        public var vin: String?
        public var make: String
        public var model: String
        public var year: Int?
        public var vehicleClass: VehicleClass?
        public var mileageKm: Int?
        enum CodingKeys: String, CodingKey {
            case plate, vin, make, model, year, mileageKm
            case vehicleClass = "class"
        }
        public init(
            plate: String, vin: String? = nil, make: String, model: String, year: Int? = nil, vehicleClass: VehicleClass? = nil,
            mileageKm: Int? = nil
        ) {
            self.plate = plate
            self.vin = vin
            self.make = make
            self.model = model
            self.year = year
            self.vehicleClass = vehicleClass
            self.mileageKm = mileageKm
        }
    }
    public var requestId: UUID
    public var partnerId: UUID
    public var reference: String
    public var workshopId: UUID
    public var serviceIds: [UUID]
    public var start: Date
    public var customer: Customer
    public var vehicle: Vehicle
    public var note: String?
    public init(
        requestId: UUID, partnerId: UUID, reference: String, workshopId: UUID, serviceIds: [UUID], start: Date, customer: Customer,
        vehicle: Vehicle, note: String? = nil
    ) {
        self.requestId = requestId
        self.partnerId = partnerId
        self.reference = reference
        self.workshopId = workshopId
        self.serviceIds = serviceIds
        self.start = start
        self.customer = customer
        self.vehicle = vehicle
        self.note = note
    }
}

/// The public keys that access tokens are signed with, as a JSON Web Key Set (RFC 7517). Every service verifies by these.
public struct SigningKeysState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public struct Key: Codable, Sendable, Hashable {
        public var kty: String
        public var crv: String
        public var x: String
        public var y: String
        public var kid: String
        public var alg: String
        public var use: String
        /// When it begins to sign; published before, so that it is known by then.
        public var notBefore: Date?
        /// From then on nothing it signed counts; nil while no other key has taken its place.
        public var notAfter: Date?
        public init(
            kty: String, crv: String, x: String, y: String, kid: String, alg: String, use: String, notBefore: Date? = nil,
            notAfter: Date? = nil
        ) {
            self.kty = kty
            self.crv = crv
            self.x = x
            self.y = y
            self.kid = kid
            self.alg = alg
            self.use = use
            self.notBefore = notBefore
            self.notAfter = notAfter
        }
    }
    public var version: Int64
    public var issuer: String
    public var keys: [Key]
    public init(version: Int64, issuer: String, keys: [Key]) {
        self.version = version
        self.issuer = issuer
        self.keys = keys
    }
}
