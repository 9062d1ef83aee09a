import Contracts
import Foundation
import Scheduling

/// Gives each row of a history its technician and bay: those it names, else the next by turns who can and is not busy. Opening hours and
/// shifts of today do not count: not for the past, nor for what another system has promised already.
struct HistoryPlacement {
    private let model: WorkshopModel
    private var taken: [UUID: [Range<EpochMinute>]] = [:]
    private var turn = 0

    init(_ model: WorkshopModel, reservations: [Reservation]) {
        self.model = model
        for reservation in reservations { taken[reservation.resource, default: []].append(reservation.minutes) }
    }

    /// Nil where all who could were busy. What is found is taken for the rows that follow, unless nobody came.
    mutating func place(_ row: HistoryRow, _ work: Work) -> PlacedVisit? {
        guard let step = work.onlyStep else { return nil }
        let start = row.start.epochMinute
        turn += 1
        let technicians = model.workshop.technicians.filter { row.technicianId == nil ? $0.can(step) : $0.id == row.technicianId }
        let bays = model.workshop.bays.filter { row.bayId == nil ? $0.kinds.isSuperset(of: step.bayKinds) : $0.id == row.bayId }
        let takesTime = row.outcome.takesTime
        let technician = Self.rotated(technicians, by: turn).first {
            !takesTime || isFree($0.id, start..<(start + $0.minutes(for: step)))
        }
        guard let technician else { return nil }
        let minutes = start..<(start + technician.minutes(for: step))
        let bayMinutes = step.bayMinutes(start: start, minutes: minutes.count)
        guard let bay = Self.rotated(bays, by: turn).first(where: { !takesTime || isFree($0.id, bayMinutes) }) else { return nil }
        guard let tools = row.outcome == .booked ? tools(for: step, minutes) : [] else { return nil }
        if takesTime {
            for tool in tools { taken[tool, default: []].append(minutes) }
            taken[technician.id, default: []].append(minutes)
            taken[bay.id, default: []].append(bayMinutes)
        }
        return PlacedVisit(Assignment(
            technician: technician.id, bay: bay.id, tools: tools, start: minutes.lowerBound, end: minutes.upperBound, bayMinutes: bayMinutes
        ))
    }

    /// Units that are free, of each kind as many as the step takes; nil where there are not so many. Of the past nobody knows them.
    private func tools(for step: WorkStep, _ minutes: Range<EpochMinute>) -> [UUID]? {
        var tools: [UUID] = []
        for (kind, count) in step.tools.sorted(by: { $0.key < $1.key }) {
            let free = model.workshop.tools.filter { $0.kind == kind && isFree($0.id, minutes) }.prefix(count)
            guard free.count == count else { return nil }
            tools += free.map(\.id)
        }
        return tools
    }

    private func isFree(_ resource: UUID, _ minutes: Range<EpochMinute>) -> Bool {
        !(taken[resource] ?? []).contains { $0.overlaps(minutes) }
    }

    private static func rotated<Element>(_ items: [Element], by turn: Int) -> [Element] {
        guard !items.isEmpty else { return [] }
        let pivot = turn % items.count
        return Array(items[pivot...] + items[..<pivot])
    }
}
