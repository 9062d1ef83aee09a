/// One technician on one local day, in minutes of that day.
struct TechnicianDay: Sendable {
    /// On shift, while the workshop is open, no break, not absent.
    let presentRuns: [Range<Int>]
    /// Present and not taken.
    let free: MinuteMask
    let freeRuns: [Range<Int>]
    /// Minutes present, and minutes of work that starts on this day.
    let capacity: Int
    let sold: Int

    init(_ technician: Technician, frame: DayFrame, open: MinuteMask, taken: [Reservation]) {
        var present = technician.shifts.mask(in: frame)
        present.formIntersection(open)
        present.subtract(technician.breaks.mask(in: frame))
        for absence in technician.absences { present.remove(frame.local(absence)) }
        var free = present
        for reservation in taken { free.remove(frame.local(reservation.minutes)) }
        self.free = free
        presentRuns = present.runs
        freeRuns = taken.isEmpty ? presentRuns : free.runs
        capacity = present.count
        sold = taken.reduce(0) { frame.contains($1.minutes.lowerBound) ? $0 + $1.minutes.count : $0 }
    }

    /// How many minutes more keep the day under the technician's ceiling; without bound where none are free anyway.
    func room(ceilingPercent: Int) -> Int {
        freeRuns.isEmpty ? .max : capacity * ceilingPercent / 100 - sold
    }

    /// Whether `minutes` more still keep the day under the technician's ceiling.
    func hasRoom(for minutes: Int, ceilingPercent: Int) -> Bool {
        (sold + minutes) * 100 <= capacity * ceilingPercent
    }
}

extension DayFrame {
    /// The minutes of the stretches that have as many arrivals as the counter can take.
    func full(_ intake: Intake, _ arrivals: [Arrival]) -> MinuteMask {
        guard intake.cars > 0 else { return own }
        var counts: [Int: Int] = [:]
        for arrival in arrivals {
            if let wall = wall(at: arrival.start) { counts[wall / intake.every, default: 0] += 1 }
        }
        var mask = MinuteMask()
        for (stretch, count) in counts where count >= intake.cars {
            mask.formUnion(self.mask(of: WallRange(stretch * intake.every, min((stretch + 1) * intake.every, 1_440))))
        }
        return mask
    }

    /// What the clock reads at a minute of this date, in minutes after midnight.
    public func wall(at minute: EpochMinute) -> Int? {
        guard let segment = segments.first(where: { $0.minutes.contains(minute - start) }) else { return nil }
        return segment.wall + minute - start - segment.minutes.lowerBound
    }
}
