import Contracts
import Foundation
import Scheduling

/// The rules once more, tried one by one on tables of minutes, without bitsets: slow and obvious.
struct NaiveChecker {
    /// One step tried.
    struct Try {
        let team: [Technician]
        let bay: Bay?
        let minutes: Range<EpochMinute>
        let bayMinutes: Range<EpochMinute>
        /// Steps of one stay in a bay have the same number.
        let stay: Int
    }

    let workshop: Workshop
    let times: NaiveTimes
    private let arrivals: [Arrival]
    private var free: [UUID: [EpochMinute]] = [:]
    private var unreserved: [UUID: [EpochMinute]] = [:]
    private var capacity: [UUID: [Int: Int]] = [:]
    private var sold: [UUID: [Int: Int]] = [:]

    init(workshop: Workshop, reservations: [Reservation], arrivals: [Arrival] = [], dates: [LocalDate], around: Range<EpochMinute>) {
        self.workshop = workshop
        self.arrivals = arrivals
        let times = NaiveTimes(zone: workshop.calendar.zone, dates: dates, around: around)
        self.times = times
        let taken = Dictionary(grouping: reservations, by: \.resource).mapValues { $0.map(\.minutes) }
        func isTaken(_ id: UUID, _ minute: EpochMinute) -> Bool { (taken[id] ?? []).contains { $0.contains(minute) } }
        let calendar = workshop.calendar
        for person in workshop.technicians {
            let present = times.until { minute, date, wall in
                let open = calendar.exceptions[date] ?? calendar.opening.ranges(on: date)
                return open.contains { $0.from <= wall && wall < $0.to }
                    && person.shifts.ranges(on: date).contains { $0.from <= wall && wall < $0.to }
                    && !person.breaks.ranges(on: date).contains { $0.from <= wall && wall < $0.to }
                    && !person.absences.contains { $0.contains(minute) }
            }
            free[person.id] = times.until { minute, _, _ in present[minute - times.minutes.lowerBound] > minute && !isTaken(person.id, minute) }
            for date in dates { capacity[person.id, default: [:]][date.daysSince1970] = times.count(present, on: date.daysSince1970) }
            for range in taken[person.id] ?? [] {
                if let day = times.wall(range.lowerBound)?.day { sold[person.id, default: [:]][day, default: 0] += range.count }
            }
        }
        for (id, closures) in workshop.bays.map({ ($0.id, $0.closures) }) + workshop.tools.map({ ($0.id, $0.closures) }) {
            unreserved[id] = times.until { minute, _, _ in !isTaken(id, minute) }
            free[id] = times.until { minute, _, _ in !isTaken(id, minute) && !closures.contains { $0.contains(minute) } }
        }
    }

    func isFree(_ id: UUID, _ range: Range<EpochMinute>) -> Bool { holds(free[id], range) }
    func isUnreserved(_ id: UUID, _ range: Range<EpochMinute>) -> Bool { range.isEmpty || holds(unreserved[id], range) }

    private func holds(_ until: [EpochMinute]?, _ range: Range<EpochMinute>) -> Bool {
        guard let until, times.minutes.contains(range.lowerBound) else { return false }
        return until[range.lowerBound - times.minutes.lowerBound] >= range.upperBound
    }

    func hasIntake(at start: EpochMinute) -> Bool {
        guard let intake = workshop.intake else { return times.wall(start) != nil }
        guard let wall = times.wall(start) else { return false }
        let there = arrivals.filter { arrival in
            times.wall(arrival.start).map { $0.day == wall.day && $0.minute / intake.every == wall.minute / intake.every } == true
        }
        return there.count < intake.cars
    }

    /// Whether one more step keeps all of its people under the ceiling of the day it starts on.
    func hasRoom(_ step: Try, beside others: [Try]) -> Bool {
        guard let day = times.wall(step.minutes.lowerBound)?.day else { return false }
        return step.team.allSatisfy { person in
            let before = others.filter { other in
                times.wall(other.minutes.lowerBound)?.day == day && other.team.contains { $0.id == person.id }
            }
            let sum = before.reduce(step.minutes.count + (sold[person.id]?[day] ?? 0)) { $0 + $1.minutes.count }
            return sum * 100 <= (capacity[person.id]?[day] ?? 0) * person.ceilingPercent
        }
    }
}
