import Contracts
import Foundation
import Scheduling

/// Availability as it is often written: every minute is tried, with everyone who could do it and every bay, against the day's list of
/// what is taken.
struct SlotsBenchScan {
    private struct Done {
        let technician: Technician
        let minutes: Range<EpochMinute>
        let bay: UUID?
        let bayMinutes: Range<EpochMinute>
    }

    private let garage: SlotsBenchGarage
    /// By resource and day.
    private var taken: [UUID: [Int: [Range<EpochMinute>]]] = [:]
    private var present: [UUID: [Int: [Range<EpochMinute>]]] = [:]
    private let first: EpochMinute

    init(_ garage: SlotsBenchGarage) {
        self.garage = garage
        first = garage.engine.days.first?.frame.start ?? 0
        for one in garage.reservations { taken[one.resource, default: [:]][Self.day(one.minutes.lowerBound), default: []].append(one.minutes) }
        for day in garage.engine.days {
            for one in garage.workshop.technicians {
                present[one.id, default: [:]][Self.day(day.frame.start + 720)] = day.presence(of: one.id, in: garage.workshop)
            }
        }
    }

    /// How many minutes will do.
    func starts(of work: Work) -> Int {
        let end = garage.engine.days.last?.frame.minutes.upperBound ?? first
        return (garage.now..<end).reduce(0) { canGoOn(work, $1, []) ? $0 + 1 : $0 }
    }

    private func canGoOn(_ work: Work, _ start: EpochMinute, _ done: [Done]) -> Bool {
        let step = work.steps[done.count]
        for technician in garage.workshop.technicians where technician.can(step) {
            if step.sameTechnicians, done.last?.technician.id != technician.id { continue }
            let minutes = start..<(start + technician.minutes(for: step))
            guard isPresent(technician, minutes), isFree(technician.id, minutes), hasRoom(technician, minutes, done) else { continue }
            let isEquipped = step.tools.allSatisfy { kind, wanted in
                garage.workshop.tools.filter { $0.kind == kind && isFree($0.id, minutes) }.count >= wanted
            }
            guard isEquipped else { continue }
            let bayMinutes = step.bayMinutes(start: start, minutes: minutes.count)
            for bay in step.needsBay ? garage.workshop.bays.map(Optional.some) : [nil] {
                if let bay {
                    guard bay.kinds.isSuperset(of: step.bayKinds), isFree(bay.id, bayMinutes),
                        !done.contains(where: { $0.bay == bay.id && $0.bayMinutes.overlaps(bayMinutes) })
                    else { continue }
                }
                let now = done + [Done(technician: technician, minutes: minutes, bay: bay?.id, bayMinutes: bayMinutes)]
                guard now.count < work.steps.count else { return true }
                for lag in work.steps[now.count].lag where canGoOn(work, minutes.upperBound + lag, now) { return true }
            }
        }
        return false
    }

    private func isPresent(_ technician: Technician, _ minutes: Range<EpochMinute>) -> Bool {
        (present[technician.id]?[Self.day(minutes.lowerBound)] ?? []).contains {
            $0.lowerBound <= minutes.lowerBound && minutes.upperBound <= $0.upperBound
        }
    }

    private func isFree(_ resource: UUID, _ minutes: Range<EpochMinute>) -> Bool {
        !(taken[resource]?[Self.day(minutes.lowerBound)] ?? []).contains { $0.overlaps(minutes) }
    }

    private func hasRoom(_ technician: Technician, _ minutes: Range<EpochMinute>, _ done: [Done]) -> Bool {
        let day = Self.day(minutes.lowerBound)
        let sold = (taken[technician.id]?[day] ?? []).reduce(minutes.count) { $0 + $1.count }
        let sum = done.reduce(sold) { $1.technician.id == technician.id && Self.day($1.minutes.lowerBound) == day ? $0 + $1.minutes.count : $0 }
        let capacity = (present[technician.id]?[day] ?? []).reduce(0) { $0 + $1.count }
        return sum * 100 <= capacity * technician.ceilingPercent
    }

    /// Nobody works across the midnight of UTC here, so its days will do.
    private static func day(_ minute: EpochMinute) -> Int { minute / 1_440 }
}
