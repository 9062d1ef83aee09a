import Foundation

/// A workshop on one local day: which minutes each resource still has. Immutable, so it can be kept for as long as the day's
/// reservations and the workshop itself have not changed.
public struct DayGrid: Sendable {
    public let frame: DayFrame
    /// Minutes the workshop is open.
    let open: ResourceDay
    let technicians: [TechnicianDay]
    /// In the order of the workshop's bays and tools.
    let bays: [ResourceDay]
    let tools: [ResourceDay]
    /// Minutes at which the counter takes no more cars.
    let intakeFull: MinuteMask
    /// What this day was made of, without what was left out.
    let reservations: [Reservation]
    let arrivals: [Arrival]
    /// Reservations that reach into other days.
    let reaching: [Reservation]

    /// - Parameters:
    ///   - arrivals: first starts of this day's visits; needed only where the workshop has an intake.
    ///   - owner: an appointment whose own reservations do not count, because it is the one being moved; pinned ones do.
    public init(
        _ workshop: Workshop, frame: DayFrame, reservations: [Reservation], arrivals: [Arrival] = [], without owner: UUID? = nil
    ) {
        self.init(workshop, frame: frame, reservations: reservations, arrivals: arrivals, leavingOut: owner.map { [$0] } ?? [])
    }

    init(
        _ workshop: Workshop, frame: DayFrame, reservations: [Reservation], arrivals: [Arrival], leavingOut owners: Set<UUID>
    ) {
        let reservations = owners.isEmpty ? reservations : reservations.filter { $0.isPinned || !owners.contains($0.owner) }
        let arrivals = owners.isEmpty ? arrivals : arrivals.filter { $0.isPinned || !owners.contains($0.owner) }
        let taken = Dictionary(grouping: reservations, by: \.resource)
        let open = workshop.calendar.openMask(in: frame)
        let own = frame.own
        func day(_ id: UUID, _ closures: [Range<EpochMinute>]) -> ResourceDay {
            ResourceDay(own, closed: closures.map(frame.local), taken: (taken[id] ?? []).map { frame.local($0.minutes) })
        }
        self.frame = frame
        self.open = ResourceDay(open, closed: [], taken: [])
        technicians = workshop.technicians.map { TechnicianDay($0, frame: frame, open: open, taken: taken[$0.id] ?? []) }
        bays = workshop.bays.map { day($0.id, $0.closures) }
        tools = workshop.tools.map { day($0.id, $0.closures) }
        intakeFull = workshop.intake.map { frame.full($0, arrivals) } ?? MinuteMask()
        self.reservations = reservations
        self.arrivals = arrivals
        reaching = reservations.filter { !own.contains(($0.minutes.lowerBound - frame.start)..<($0.minutes.upperBound - frame.start)) }
    }

    func leavingOut(_ owners: Set<UUID>, in workshop: Workshop) -> DayGrid {
        DayGrid(workshop, frame: frame, reservations: reservations, arrivals: arrivals, leavingOut: owners)
    }

    /// When a technician is there on this day.
    public func presence(of technician: UUID, in workshop: Workshop) -> [Range<EpochMinute>] {
        guard let index = workshop.technicians.firstIndex(where: { $0.id == technician }) else { return [] }
        return technicians[index].presentRuns.map { ($0.lowerBound + frame.start)..<($0.upperBound + frame.start) }
    }

    /// Sold and available minutes of everyone on this day.
    public var load: (sold: Int, capacity: Int) {
        technicians.reduce(into: (0, 0)) { $0 = ($0.0 + $1.sold, $0.1 + $1.capacity) }
    }
}

/// A bay or a tool on one local day, in minutes of that day.
struct ResourceDay: Sendable {
    let free: MinuteMask
    /// The same as stretches.
    let runs: [Range<Int>]
    let taken: [Range<Int>]

    init(_ day: MinuteMask, closed: [Range<Int>], taken: [Range<Int>]) {
        var free = day
        for range in closed + taken { free.remove(range) }
        self.free = free
        runs = free.runs
        self.taken = taken.filter { !$0.isEmpty }
    }
}
