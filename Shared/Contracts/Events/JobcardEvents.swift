import Foundation

/// How far a job card is.
public enum JobcardStatus: String, StringEnum {
    case draft, ready, running, completed, cancelled
}

/// A job card: what has to be done to one vehicle in one visit.
public struct JobcardState: EventPayload, Hashable {
    public static let schemaVersion = 1
    /// One step in working order.
    public struct Step: Codable, Sendable, Hashable {
        public var position: Int
        public var serviceCode: String
        public var name: String
        public var labourTenths: LabourTime
        public var skill: String?
        public var level: Int?
        public init(position: Int, serviceCode: String, name: String, labourTenths: LabourTime, skill: String?, level: Int?) {
            self.position = position
            self.serviceCode = serviceCode
            self.name = name
            self.labourTenths = labourTenths
            self.skill = skill
            self.level = level
        }
    }
    public var id: UUID
    public var version: Int64
    public var appointmentId: UUID
    public var workshopId: UUID
    public var status: JobcardStatus
    public var technician: NamedReference
    public var start: Date
    public var end: Date
    public var steps: [Step]
    public init(
        id: UUID, version: Int64, appointmentId: UUID, workshopId: UUID, status: JobcardStatus, technician: NamedReference, start: Date,
        end: Date, steps: [Step]
    ) {
        self.id = id
        self.version = version
        self.appointmentId = appointmentId
        self.workshopId = workshopId
        self.status = status
        self.technician = technician
        self.start = start
        self.end = end
        self.steps = steps
    }
}

/// The parts of one job card, as far as stock goes: `parts.reserved` where all are there, `parts.short` where some are not.
public struct PartsState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public struct Line: Codable, Sendable, Hashable {
        public var sku: String
        public var name: String
        public var needed: Int
        public var reserved: Int
        public init(sku: String, name: String, needed: Int, reserved: Int) {
            self.sku = sku
            self.name = name
            self.needed = needed
            self.reserved = reserved
        }
    }
    public var jobcardId: UUID
    public var version: Int64
    public var appointmentId: UUID
    public var workshopId: UUID
    public var lines: [Line]
    public init(jobcardId: UUID, version: Int64, appointmentId: UUID, workshopId: UUID, lines: [Line]) {
        self.jobcardId = jobcardId
        self.version = version
        self.appointmentId = appointmentId
        self.workshopId = workshopId
        self.lines = lines
    }
}

/// Goods to be bought because a job card lacks them.
public struct ProcurementState: EventPayload, Hashable {
    public static let schemaVersion = 1
    public enum Status: String, StringEnum {
        case open, received, cancelled
    }
    public var id: UUID
    public var version: Int64
    public var workshopId: UUID
    public var jobcardId: UUID
    public var sku: String
    public var quantity: Int
    public var neededBy: Date
    public var status: Status
    public init(
        id: UUID, version: Int64, workshopId: UUID, jobcardId: UUID, sku: String, quantity: Int, neededBy: Date, status: Status
    ) {
        self.id = id
        self.version = version
        self.workshopId = workshopId
        self.jobcardId = jobcardId
        self.sku = sku
        self.quantity = quantity
        self.neededBy = neededBy
        self.status = status
    }
}
