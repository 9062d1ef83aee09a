import Foundation

/// A workshop on one local day: which minutes each resource still has. Immutable, so it can be kept for as long as the day's
/// reservations and the workshop itself have not changed.
public struct DayGrid: Sendable {
    public let frame: DayFrame
    /// Minutes the workshop is open.
    let open: MinuteMask
    let technicians: [TechnicianDay]
    /// In the order of the workshop's bays and tools.
    let bays: [MinuteMask]
    let tools: [MinuteMask]

    /// - Parameter owner: an appointment whose own reservations do not count, because it is the one being moved.
    public init(_ workshop: Workshop, frame: DayFrame, reservations: [Reservation], without owner: UUID? = nil) {
        var taken: [UUID: [Range<Int>]] = [:]
        for reservation in reservations where reservation.owner != owner {
            taken[reservation.resource, default: []].append(frame.local(reservation.minutes))
        }
        let open = workshop.calendar.openMask(in: frame)
        let wholeDay = MinuteMask(0..<frame.length)
        func free(_ id: UUID, closures: [Range<EpochMinute>]) -> MinuteMask {
            var mask = wholeDay
            for closure in closures { mask.remove(frame.local(closure)) }
            for range in taken[id] ?? [] { mask.remove(range) }
            return mask
        }
        self.frame = frame
        self.open = open
        technicians = workshop.technicians.map { TechnicianDay($0, frame: frame, open: open, taken: taken[$0.id] ?? []) }
        bays = workshop.bays.map { free($0.id, closures: $0.closures) }
        tools = workshop.tools.map { free($0.id, closures: $0.closures) }
    }

    /// When a technician is there on this day.
    public func presence(of technician: UUID, in workshop: Workshop) -> [Range<EpochMinute>] {
        guard let index = workshop.technicians.firstIndex(where: { $0.id == technician }) else { return [] }
        return technicians[index].present.runs.map { ($0.lowerBound + frame.start)..<($0.upperBound + frame.start) }
    }

    /// Sold and available minutes of everyone on this day.
    public var load: (sold: Int, capacity: Int) {
        technicians.reduce(into: (0, 0)) { $0 = ($0.0 + $1.sold, $0.1 + $1.capacity) }
    }
}

/// One technician on one local day.
struct TechnicianDay: Sendable {
    /// On shift, while the workshop is open, no break, not absent.
    let present: MinuteMask
    /// Present and not taken.
    let free: MinuteMask
    /// Minutes present, and minutes of the day already sold.
    let capacity: Int
    let sold: Int

    init(_ technician: Technician, frame: DayFrame, open: MinuteMask, taken: [Range<Int>]) {
        var present = technician.shifts.mask(in: frame)
        present.formIntersection(open)
        present.subtract(technician.breaks.mask(in: frame))
        for absence in technician.absences { present.remove(frame.local(absence)) }
        var free = present
        for range in taken { free.remove(range) }
        self.present = present
        self.free = free
        capacity = present.count
        sold = taken.reduce(0) { $0 + $1.count }
    }

    /// Whether `minutes` more still keep the day under the technician's ceiling.
    func hasRoom(for minutes: Int, ceilingPercent: Int) -> Bool {
        (sold + minutes) * 100 <= capacity * ceilingPercent
    }
}
