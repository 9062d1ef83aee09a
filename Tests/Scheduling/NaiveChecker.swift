import Contracts
import Foundation
import Scheduling

/// The rules once more, minute by minute with Foundation's calendar and no bitsets: slow and obvious.
struct NaiveChecker {
    let workshop: Workshop
    let reservations: [Reservation]
    private let walls: [EpochMinute: (date: LocalDate, minute: Int)]

    private let day: LocalDate
    private var loads: [UUID: (capacity: Int, sold: Int)] = [:]

    /// - Parameter minutes: all of `day` and a little around it.
    init(workshop: Workshop, reservations: [Reservation], day: LocalDate, over minutes: Range<EpochMinute>) {
        self.day = day
        self.workshop = workshop
        self.reservations = reservations
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = workshop.calendar.zone
        var walls: [EpochMinute: (LocalDate, Int)] = [:]
        for minute in minutes {
            let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: Date(epochMinute: minute))
            guard let date = LocalDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) else { continue }
            walls[minute] = (date, (parts.hour ?? 0) * 60 + (parts.minute ?? 0))
        }
        self.walls = walls
        let today = walls.filter { $0.value.0 == day }.keys
        for technician in workshop.technicians {
            let capacity = today.filter { isOpen($0) && isPresent(technician, $0) }.count
            loads[technician.id] = (capacity, today.filter { !isFree(technician.id, $0) }.count)
        }
    }

    func canStart(_ work: Work, at start: EpochMinute) -> Bool {
        workshop.technicians.contains { technician in
            workshop.bays.contains { bay in
                accepts(work, start, technician, bay, tools: nil)
            }
        }
    }

    func accepts(_ work: Work, _ assignment: Assignment) -> Bool {
        guard let technician = workshop.technicians.first(where: { $0.id == assignment.technician }),
            let bay = workshop.bays.first(where: { $0.id == assignment.bay })
        else { return false }
        let length = work.minutes * 100
        let needed = length / technician.efficiencyPercent + (length % technician.efficiencyPercent > 0 ? 1 : 0)
        return assignment.end - assignment.start == needed
            && accepts(work, assignment.start, technician, bay, tools: assignment.tools)
    }

    private func accepts(_ work: Work, _ start: EpochMinute, _ technician: Technician, _ bay: Bay, tools: [UUID]?) -> Bool {
        for (skill, level) in work.skills where (technician.skills[skill] ?? 0) < level { return false }
        for kind in work.bayKinds where !bay.kinds.contains(kind) { return false }
        let length = Int((Double(work.minutes) * 100 / Double(technician.efficiencyPercent)).rounded(.up))
        guard let date = walls[start]?.date else { return false }
        for minute in start..<(start + length) {
            guard walls[minute]?.date == date, isOpen(minute), isPresent(technician, minute), isFree(technician.id, minute)
            else { return false }
        }
        for minute in (start - work.preparation)..<(start + length + work.cleanUp) {
            guard walls[minute]?.date == date, isFree(bay.id, minute), !bay.closures.contains(where: { $0.contains(minute) })
            else { return false }
        }
        return hasRoom(technician, date, length) && hasTools(work, start..<(start + length), tools)
    }

    private func hasTools(_ work: Work, _ range: Range<EpochMinute>, _ chosen: [UUID]?) -> Bool {
        work.tools.allSatisfy { kind, wanted in
            let free = workshop.tools.filter { unit in
                unit.kind == kind && (chosen?.contains(unit.id) ?? true)
                    && range.allSatisfy { minute in isFree(unit.id, minute) && !unit.closures.contains { $0.contains(minute) } }
            }
            return chosen == nil ? free.count >= wanted : free.count == wanted
        }
    }

    private func hasRoom(_ technician: Technician, _ date: LocalDate, _ length: Int) -> Bool {
        guard date == day else { return false }
        let (capacity, sold) = loads[technician.id] ?? (0, 0)
        return (sold + length) * 100 <= capacity * technician.ceilingPercent
    }

    private func isOpen(_ minute: EpochMinute) -> Bool {
        guard let wall = walls[minute] else { return false }
        let hours = workshop.calendar.exceptions[wall.date] ?? workshop.calendar.opening.ranges(on: wall.date)
        return hours.contains { $0.from <= wall.minute && wall.minute < $0.to }
    }

    private func isPresent(_ technician: Technician, _ minute: EpochMinute) -> Bool {
        guard let wall = walls[minute] else { return false }
        return technician.shifts.ranges(on: wall.date).contains { $0.from <= wall.minute && wall.minute < $0.to }
            && !technician.breaks.ranges(on: wall.date).contains { $0.from <= wall.minute && wall.minute < $0.to }
            && !technician.absences.contains { $0.contains(minute) }
    }

    private func isFree(_ resource: UUID, _ minute: EpochMinute) -> Bool {
        !reservations.contains { $0.resource == resource && $0.minutes.contains(minute) }
    }
}
