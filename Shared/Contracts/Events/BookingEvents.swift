import Foundation

/// A booking that was asked for by event and could not be made; the answer to `partner.booking_requested`.
public struct AppointmentDeclined: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var requestId: UUID
    public var partnerId: UUID
    public var reference: String
    /// A problem slug, as `slot-taken` or `invalid-input`.
    public var reason: String
    public var detail: String
    public var alternatives: [Period]
    public init(requestId: UUID, partnerId: UUID, reference: String, reason: String, detail: String, alternatives: [Period]) {
        self.requestId = requestId
        self.partnerId = partnerId
        self.reference = reference
        self.reason = reason
        self.detail = detail
        self.alternatives = alternatives
    }
}

/// A service of the catalogue.
public struct ServiceState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var id: UUID
    public var version: Int64
    public var code: String
    public var name: String
    public var category: String
    public var labourTenths: LabourTime
    public var skill: String
    public var level: Int
    public var bayKind: String
    public var toolKinds: [String]
    public var active: Bool
    public init(
        id: UUID, version: Int64, code: String, name: String, category: String, labourTenths: LabourTime, skill: String, level: Int,
        bayKind: String, toolKinds: [String], active: Bool
    ) {
        self.id = id
        self.version = version
        self.code = code
        self.name = name
        self.category = category
        self.labourTenths = labourTenths
        self.skill = skill
        self.level = level
        self.bayKind = bayKind
        self.toolKinds = toolKinds
        self.active = active
    }
}

/// A technician, with the weekly working time that utilisation is measured against.
public struct TechnicianState: EventPayload, Hashable {
    public static let schemaVersion = 1
    /// One stretch of work in the week, in the workshop's local time.
    public struct Shift: Codable, Sendable, Hashable {
        /// Monday is 1 (ISO 8601).
        public var weekday: Int
        /// Minutes after local midnight.
        public var fromMinute: Int
        public var toMinute: Int
        public init(weekday: Int, fromMinute: Int, toMinute: Int) {
            self.weekday = weekday
            self.fromMinute = fromMinute
            self.toMinute = toMinute
        }
    }
    public var id: UUID
    public var version: Int64
    public var workshopId: UUID
    public var name: String
    /// Level 0 to 3 by skill.
    public var skills: [String: Int]
    public var shifts: [Shift]
    public var active: Bool
    public init(
        id: UUID, version: Int64, workshopId: UUID, name: String, skills: [String: Int], shifts: [Shift], active: Bool
    ) {
        self.id = id
        self.version = version
        self.workshopId = workshopId
        self.name = name
        self.skills = skills
        self.shifts = shifts
        self.active = active
    }
}

/// A workshop and where it is.
public struct WorkshopState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public var version: Int64
    public var workshop: WorkshopReference
    /// ISO 4217.
    public var currency: String
    public var active: Bool
    public init(version: Int64, workshop: WorkshopReference, currency: String, active: Bool) {
        self.version = version
        self.workshop = workshop
        self.currency = currency
        self.active = active
    }
}
