import Contracts
import Foundation

/// What somebody wants to try, and under what demand.
struct SimulationRequest: Codable, Sendable, Hashable {
    enum ChangeKind: String, StringEnum {
        /// Hours a day of a skill for a fleet contract or a campaign, on every day the workshop is open.
        case blockCapacity = "block_capacity"
        case addTechnician = "add_technician"
        case removeTechnician = "remove_technician"
        case addBay = "add_bay"
        case removeBay = "remove_bay"
    }
    /// What a kind needs of it is told by what is refused without it.
    struct Change: Codable, Sendable, Hashable {
        var kind: ChangeKind
        var hoursPerDay: Double?
        var skill: String?
        /// 0 to 3; 1 where absent.
        var level: Int?
        var technicianId: UUID?
        /// Level 0 to 3 by skill.
        var skills: [String: Int]?
        var hours: [OpeningHours]?
        var efficiencyPercent: Int?
        var bayId: UUID?
        /// For a bay that is added, what is done there; for blocked hours, where they are worked, anywhere where absent.
        var bayKind: String?
    }
    enum DemandKind: String, StringEnum {
        /// What was asked for on the last days, each weekday as it was on average.
        case history
        case forecast
    }
    struct Share: Codable, Sendable, Hashable {
        var serviceId: UUID
        /// Of all calls; what the shares add up to does not matter.
        var share: Double
    }
    struct Demand: Codable, Sendable, Hashable {
        var kind: DemandKind
        /// Of history: 1 to 180, today not among them.
        var days: Int?
        /// Of a forecast: customers who want to come each day the workshop is open, up to 300.
        var perDay: Double?
        var services: [Share]?
        /// Of a forecast: how long before they want to come they call, 0 to 28; 2 where absent.
        var leadDays: Int?
        /// Nobody takes a time further than this from the wish, 0 to 28; 3 where absent.
        var patienceDays: Int?
    }
    static let maximumDays = 28
    /// Calls on average in one replication.
    static let maximumCalls = 3_000.0
    static let maximumHours = 100.0

    var from: LocalDate
    var days: Int
    var changes: [Change]
    var demand: Demand
    /// 1 to 100; 20 where absent.
    var replications: Int?
    /// The same seed gives the same figures for the same appointments and minute.
    var seed: Int?
}

extension SimulationRequest {
    /// - Parameter isOpen: whether the calendar is open on a day.
    func validate(in model: WorkshopModel, isOpen: (LocalDate) -> Bool) throws {
        var validation = Validation()
        validation.require(isOpen(from), "from", "must be a day on which the calendar is open")
        validation.require((1...Self.maximumDays).contains(days), "days", "must be 1 to \(Self.maximumDays)")
        validation.require((1...100).contains(replications ?? 20), "replications", "must be 1 to 100")
        validation.require(changes.count <= 20, "changes", "must have at most 20 entries")
        for (index, change) in changes.enumerated() { change.validate(&validation, "changes[\(index)]", in: model) }
        let hours = changes.filter { $0.kind == .blockCapacity }.reduce(0) { $0 + ($1.hoursPerDay ?? 0) }
        validation.require(hours <= Self.maximumHours, "changes", "must block at most \(Int(Self.maximumHours)) hours a day together")
        demand.validate(&validation, in: model)
        try validation.finish()
    }
}

extension SimulationRequest.Change {
    private static let most = SimulationRequest.maximumHours

    fileprivate func validate(_ validation: inout Validation, _ field: String, in model: WorkshopModel) {
        switch kind {
        case .blockCapacity:
            validation.require((0.25...Self.most).contains(hoursPerDay ?? 0), "\(field).hoursPerDay", "must be 0.25 to 100")
            validation.require(skill != nil, "\(field).skill", "is required")
            validation.requireLine(skill, "\(field).skill", atMost: 60)
            validation.require((0...3).contains(level ?? 1), "\(field).level", "must be 0 to 3")
            validation.requireLine(bayKind, "\(field).bayKind", atMost: 60)
        case .addTechnician:
            validation.require((1...50).contains(skills?.count ?? 0), "\(field).skills", "must have 1 to 50 entries")
            for (skill, level) in skills ?? [:] { validation.require((0...3).contains(level), "\(field).skills.\(skill)", "must be 0 to 3") }
            validation.require((1...21).contains(hours?.count ?? 0), "\(field).hours", "must have 1 to 21 entries")
            validation.requireHours(hours ?? [], "\(field).hours")
            validation.require((25...400).contains(efficiencyPercent ?? 100), "\(field).efficiencyPercent", "must be 25 to 400")
        case .removeTechnician:
            let isKnown = technicianId.map { model.technicians[$0] != nil } ?? false
            validation.require(isKnown, "\(field).technicianId", "must be one of this workshop's people")
        case .addBay:
            validation.require(bayKind != nil, "\(field).bayKind", "is required")
            validation.requireLine(bayKind, "\(field).bayKind", atMost: 60)
        case .removeBay:
            validation.require(bayId.map { model.bays[$0] != nil } ?? false, "\(field).bayId", "must be one of this workshop's bays")
        }
    }
}

extension SimulationRequest.Demand {
    fileprivate func validate(_ validation: inout Validation, in model: WorkshopModel) {
        validation.require((0...28).contains(patienceDays ?? 3), "demand.patienceDays", "must be 0 to 28")
        switch kind {
        case .history:
            validation.require((1...180).contains(days ?? 0), "demand.days", "must be 1 to 180")
        case .forecast:
            validation.require((0...300).contains(perDay ?? -1), "demand.perDay", "must be 0 to 300")
            validation.require((0...28).contains(leadDays ?? 2), "demand.leadDays", "must be 0 to 28")
            validation.require((1...20).contains(services?.count ?? 0), "demand.services", "must have 1 to 20 entries")
            for (index, one) in (services ?? []).enumerated() {
                let isKnown = model.services[one.serviceId] != nil
                validation.require(isKnown, "demand.services[\(index)].serviceId", "must be a service that is offered")
                validation.require((0.000_001...1_000_000).contains(one.share), "demand.services[\(index)].share", "must be more than 0")
            }
        }
    }
}
