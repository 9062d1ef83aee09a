import Contracts
import Foundation
import Scheduling

/// The catalogue as the scheduling engine sees it. Definitions were validated when they were stored; a time that cannot be read
/// all the same counts as no hours.
extension WorkshopDefinition {
    var calendar: WorkshopCalendar {
        var exceptions: [LocalDate: [WallRange]] = [:]
        for day in specialDays ?? [] {
            exceptions[day.date] = day.hours.compactMap { WallRange($0.from, $0.to) }
        }
        return WorkshopCalendar(zone: TimeZone(identifier: timeZone) ?? .gmt, opening: WeeklyHours(opens), exceptions: exceptions)
    }
}

extension IntakeDefinition {
    var rate: Intake { Intake(every: everyMinutes, cars: cars) }
}

extension TechnicianDefinition {
    func technician(id: UUID) -> Technician {
        Technician(
            id: id, skills: skills, shifts: WeeklyHours(shifts), breaks: WeeklyHours(breaks ?? []),
            absences: (absences ?? []).map(\.minutes), efficiencyPercent: efficiencyPercent ?? 100,
            ceilingPercent: ceilingPercent ?? 100
        )
    }
}

extension BayDefinition {
    func bay(id: UUID) -> Bay {
        Bay(id: id, kinds: Set([kind] + (alsoServes ?? [])), closures: (closures ?? []).map(\.minutes))
    }
}

extension ToolDefinition {
    func unit(id: UUID) -> ToolUnit { ToolUnit(id: id, kind: kind, closures: (closures ?? []).map(\.minutes)) }
}

extension ServiceDefinition {
    /// Tenths of an hour for a vehicle of that class, rounded up.
    func labourTenths(for vehicleClass: VehicleClass) -> LabourTime {
        let parts = steps?.map(\.labourTenths) ?? [labourTenths]
        return parts.reduce(0) { $0 + ($1 * vehicleClass.labourPercent + 99) / 100 }
    }

    func demand(for vehicleClass: VehicleClass) -> ServiceDemand {
        ServiceDemand(
            labourTenths: labourTenths(for: vehicleClass), skills: [skill: level], bayKind: bayKind,
            tools: toolKinds.reduce(into: [:]) { $0[$1, default: 0] += 1 }, preparation: preparationMinutes ?? 0,
            cleanUp: cleanUpMinutes ?? 0
        )
    }
}

extension ServiceStepDefinition {
    func step(for vehicleClass: VehicleClass) -> WorkStep {
        let wait = waitMinutes ?? 0
        return WorkStep(
            minutes: (labourTenths * vehicleClass.labourPercent + 99) / 100 * 6, skills: [skill: level], technicians: technicians ?? 1,
            needsBay: bayKind != nil, bayKinds: Set(bayKind.map { [$0] } ?? []),
            tools: (toolKinds ?? []).reduce(into: [:]) { $0[$1, default: 0] += 1 }, preparation: preparationMinutes ?? 0,
            cleanUp: cleanUpMinutes ?? 0, lag: wait...max(waitAtMostMinutes ?? wait, wait), sameTechnicians: sameTechnicians ?? false,
            sameBay: sameBay ?? false
        )
    }
}

extension VehicleClass {
    /// How much longer or shorter work on such a vehicle takes than the labour guide's midsize car.
    var labourPercent: Int {
        switch self {
        case .compact: 90
        case .midsize: 100
        case .large: 110
        case .suv: 115
        case .van: 125
        }
    }
}

extension Period {
    var minutes: Range<EpochMinute> { Range(touching: start, end) }

    init(_ minutes: Range<EpochMinute>) {
        self.init(start: Date(epochMinute: minutes.lowerBound), end: Date(epochMinute: minutes.upperBound))
    }
}

extension WallRange {
    fileprivate init?(_ from: String, _ to: String) {
        guard let start = ClockTime.minutes(from), let end = ClockTime.minutes(to) else { return nil }
        self.init(start, end)
    }
}

extension WeeklyHours {
    init(_ hours: [OpeningHours]) {
        self.init()
        for one in hours {
            if let range = WallRange(one.from, one.to) { add(range, on: one.weekday) }
        }
    }
}
