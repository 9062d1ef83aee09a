import Foundation

/// Where an appointment stands. `booked` may become any other; `completed`, `cancelled` and `noShow` are final.
public enum AppointmentStatus: String, StringEnum {
    case booked
    case checkedIn = "checked_in"
    case started
    case completed
    case cancelled
    case noShow = "no_show"
}

/// By what door an appointment came in.
public enum BookingChannel: String, StringEnum {
    case web, advisor, partner
    /// History loaded from another system.
    case `import`
}

/// The size classes that labour times differ by.
public enum VehicleClass: String, StringEnum {
    case compact, midsize, large, suv, van
}

/// One step of a visit: who does it, where, with what, and when.
public struct AppointmentStep: Codable, Sendable, Hashable {
    public let start: Date
    public let end: Date
    /// All at work at the same time, at least one.
    public let technicians: [NamedReference]
    /// Absent where it is done beside the car.
    public let bay: NamedReference?
    public let tools: [NamedReference]

    public init(start: Date, end: Date, technicians: [NamedReference], bay: NamedReference?, tools: [NamedReference]) {
        self.start = start
        self.end = end
        self.technicians = technicians
        self.bay = bay
        self.tools = tools
    }
}

/// The whole state of an appointment: what every `appointment.*` event carries but `appointment.declined`.
public struct AppointmentState: EventPayload, Hashable {
    public static let schemaVersion = 1

    public var id: UUID
    public var version: Int64
    public var status: AppointmentStatus
    public var workshop: WorkshopReference
    public var customer: CustomerContact
    public var vehicle: VehicleDescription
    public var services: [ServiceLine]
    public var technician: NamedReference
    public var bay: NamedReference
    public var tools: [NamedReference]
    /// Each step of a visit of several, or of several people at once; absent where technician, bay, start and end tell it all.
    public var steps: [AppointmentStep]?
    /// The car the customer drives meanwhile.
    public var loaner: NamedReference?
    public var start: Date
    public var end: Date
    public var price: Money
    public var channel: BookingChannel
    public var partner: PartnerReference?
    public var note: String?
    public var bookedAt: Date
    /// Where the appointment was before its last move.
    public var previousStart: Date?
    public var cancellation: Cancellation?
    /// The customer's secure link; holds a token, so it is personal data.
    public var manageUrl: String?
    public var changedAt: Date
    /// How often its customer has moved it; none where absent, as before this was counted.
    public var moves: Int?
    /// What changes of it cost, in the order they were made; nothing where absent.
    public var fees: [ChargedFee]?
    /// Work cannot begin before, as parts come then; whenever where absent.
    public var release: Date?
    /// Whether it stays where it is when others are planned anew; it may move where absent.
    public var pinned: Bool?
    /// The request outside policy that its last change grants: of that change the decision's letter tells, and no other.
    public var granted: UUID?

    public init(
        id: UUID, version: Int64, status: AppointmentStatus, workshop: WorkshopReference, customer: CustomerContact,
        vehicle: VehicleDescription, services: [ServiceLine], technician: NamedReference, bay: NamedReference,
        tools: [NamedReference], start: Date, end: Date, price: Money, channel: BookingChannel, partner: PartnerReference? = nil,
        note: String? = nil, bookedAt: Date, previousStart: Date? = nil, cancellation: Cancellation? = nil,
        manageUrl: String? = nil, changedAt: Date, steps: [AppointmentStep]? = nil, loaner: NamedReference? = nil
    ) {
        self.id = id
        self.version = version
        self.status = status
        self.workshop = workshop
        self.customer = customer
        self.vehicle = vehicle
        self.services = services
        self.technician = technician
        self.bay = bay
        self.tools = tools
        self.steps = steps
        self.loaner = loaner
        self.start = start
        self.end = end
        self.price = price
        self.channel = channel
        self.partner = partner
        self.note = note
        self.bookedAt = bookedAt
        self.previousStart = previousStart
        self.cancellation = cancellation
        self.manageUrl = manageUrl
        self.changedAt = changedAt
    }
}
