import Contracts
import Foundation

/// Decides where work fits. The same function tells what is shown and what is committed: `candidates` is non-empty exactly at the
/// minutes `starts` contains.
///
/// Hard rules: one technician with every skill at its level, on shift, not on a break, absent or taken, and under the day's
/// ceiling; one bay that serves every kind asked for, free for the work and its buffers; the wanted number of tool units of each
/// kind; the workshop open throughout. Work lies within one local day.
public struct SlotEngine: Sendable {
    public let workshop: Workshop
    public let days: [DayGrid]

    /// - Parameter days: ascending by date.
    public init(workshop: Workshop, days: [DayGrid]) {
        self.workshop = workshop
        self.days = days
    }

    /// Compiles `count` days from `first` on. Convenient where nothing is cached.
    public init(
        workshop: Workshop, from first: LocalDate, days count: Int, reservations: [Reservation], without owner: UUID? = nil
    ) {
        let frames = (0..<count).map { workshop.calendar.frame(of: first.adding(days: $0)) }
        var byDay: [Int: [Reservation]] = [:]
        for reservation in reservations {
            for (index, frame) in frames.enumerated() where frame.minutes.overlaps(reservation.minutes) {
                byDay[index, default: []].append(reservation)
            }
        }
        self.init(
            workshop: workshop,
            days: frames.enumerated().map { DayGrid(workshop, frame: $1, reservations: byDay[$0] ?? [], without: owner) }
        )
    }

    /// Every minute of `day` at which `work` can start.
    public func starts(of work: Work, on day: DayGrid) -> MinuteMask {
        starts(of: PreparedWork(work, in: workshop), on: day)
    }

    func starts(of prepared: PreparedWork, on day: DayGrid) -> MinuteMask {
        var result = MinuteMask()
        var places: [Int: MinuteMask] = [:]
        for worker in prepared.workers {
            let today = day.technicians[worker.index]
            guard today.hasRoom(for: worker.minutes, ceilingPercent: worker.ceilingPercent) else { continue }
            var own = today.free.starts(ofRuns: worker.minutes)
            guard !own.isEmpty else { continue }
            let place = places[worker.minutes] ?? placeStarts(of: prepared, minutes: worker.minutes, on: day)
            places[worker.minutes] = place
            own.formIntersection(place)
            result.formUnion(own)
        }
        return result
    }

    /// The minutes at which a bay and all tools are free for work of `minutes`, whoever does it.
    private func placeStarts(of prepared: PreparedWork, minutes: Int, on day: DayGrid) -> MinuteMask {
        let work = prepared.work
        var result = MinuteMask()
        for place in prepared.places {
            let free = day.bays[place.index].starts(ofRuns: work.preparation + minutes + work.cleanUp)
            result.formUnion(free.movedLater(by: work.preparation))
        }
        for pool in prepared.pools {
            result.formIntersection(day.starts(of: pool, minutes: minutes))
        }
        return result
    }

    func day(containing start: EpochMinute) -> DayGrid? { day(on: workshop.calendar.date(of: start)) }

    /// Days are consecutive, so the position tells the day; the search is for callers who left some out.
    func day(on date: LocalDate) -> DayGrid? {
        guard let first = days.first else { return nil }
        let position = date.daysSince1970 - first.frame.date.daysSince1970
        if days.indices.contains(position), days[position].frame.date == date { return days[position] }
        return days.first { $0.frame.date == date }
    }
}

extension DayGrid {
    /// The minutes at which at least the wanted number of units are free for `minutes`. `atLeast[n]` holds those with n + 1 so
    /// far.
    func starts(of pool: PreparedWork.Pool, minutes: Int) -> MinuteMask {
        var atLeast = [MinuteMask](repeating: MinuteMask(), count: pool.wanted)
        for unit in pool.units {
            let free = tools[unit].starts(ofRuns: minutes)
            for level in stride(from: pool.wanted - 1, to: 0, by: -1) {
                var both = atLeast[level - 1]
                both.formIntersection(free)
                atLeast[level].formUnion(both)
            }
            atLeast[0].formUnion(free)
        }
        return atLeast[pool.wanted - 1]
    }
}
