import Contracts
import Foundation

/// A list that fits one answer.
struct ItemList<Item: Codable & Sendable>: Codable, Sendable {
    let items: [Item]
}

/// A workshop as customers see it.
struct WorkshopView: Codable, Sendable {
    let id: UUID
    let name: String
    let timeZone: String
    let country: String
    let currency: String
    let address: String
    let phone: String?
    let opens: [OpeningHours]

    init(_ id: UUID, _ definition: WorkshopDefinition) {
        self.id = id
        name = definition.name
        timeZone = definition.timeZone
        country = definition.country
        currency = definition.currency
        address = definition.address
        phone = definition.phone
        opens = definition.opens
    }
}

/// A service as offered at one workshop.
struct ServiceView: Codable, Sendable {
    let id: UUID
    let code: String
    let name: String
    let description: String?
    let category: String
    let labourTenths: LabourTime
    let price: Money
    let skill: String
    let level: Int
    let bayKind: String
    let toolKinds: [String]

    /// Nil where it is not sold in that currency.
    init?(_ service: CatalogueService, currency: String) {
        guard let price = service.price(in: currency) else { return nil }
        id = service.id
        code = service.definition.code
        name = service.definition.name
        description = service.definition.description
        category = service.definition.category
        labourTenths = service.definition.labourTenths
        self.price = price
        skill = service.definition.skill
        level = service.definition.level
        bayKind = service.definition.bayKind
        toolKinds = service.definition.toolKinds
    }
}

struct WorkshopQuery: Codable, Sendable {
    var workshopId: UUID
}

struct SlotsQuery: Codable, Sendable {
    var workshopId: UUID
    var serviceIds: [UUID]
    /// The vehicle's size class; `midsize` where absent.
    var vehicleClass: VehicleClass?
    /// The first day, today where absent.
    var from: LocalDate?
    /// How many days, 7 where absent, 60 at most.
    var days: Int?
    /// The caller's hold: its slot counts as free.
    var holdId: UUID?
    /// Work cannot begin before, as parts come then.
    var release: Date?
}

struct MySlotsQuery: Codable, Sendable {
    var from: LocalDate?
    var days: Int?
}

struct MoveBody: Codable, Sendable {
    var start: Date
    /// Why; staff give it for what the policy refuses a customer.
    var reason: ReasonCode?
    var note: String?
    /// The fee the customer agrees to, in minor units of the appointment's currency.
    var acceptFee: Int?

    var grounds: ChangeGrounds { ChangeGrounds(reason: reason, note: note, acceptFee: acceptFee) }
}

struct StaffMoveBody: Codable, Sendable {
    var start: Date
    /// By this person, or not at all.
    var technicianId: UUID?
    /// In this bay, or not at all.
    var bayId: UUID?
    /// Why; needed for what the policy refuses a customer.
    var reason: ReasonCode?
    var note: String?

    var grounds: ChangeGrounds { ChangeGrounds(reason: reason, note: note) }
}

struct CancelBody: Codable, Sendable {
    var reason: ReasonCode
    var note: String?
    /// The fee the customer agrees to, in minor units of the appointment's currency.
    var acceptFee: Int?

    var grounds: ChangeGrounds { ChangeGrounds(reason: reason, note: note, acceptFee: acceptFee) }
}

struct StepQuery: Codable, Sendable {
    /// A reason code for the audit trail.
    var reason: ReasonCode?
}
