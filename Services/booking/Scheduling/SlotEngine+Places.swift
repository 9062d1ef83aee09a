import Contracts
import Foundation

/// An appointment that may be given another time, with its work.
public struct MovableVisit: Sendable {
    public let id: UUID
    public let start: EpochMinute
    public let work: Work

    public init(id: UUID, start: EpochMinute, work: Work) {
        self.id = id
        self.start = start
        self.work = work
    }
}

extension SlotEngine {
    /// Every way to begin at the starts of one day, for `best`.
    public func places(_ query: PlaceQuery, among slots: DaySlots) -> [RankedPlace] {
        let prepared = PreparedWork(query.slots.work, in: workshop)
        return slots.flatMap { start in
            candidates(for: prepared, at: start, limit: 16, endingBy: query.slots.latestEnd ?? .max).map { query.place($0) }
        }
    }

    /// Up to two places that are there only once this appointment has made way, with the nearest place it could go to. Empty where it makes
    /// no difference, or could go nowhere.
    /// - Parameter slots: the starts that are free as it is.
    public func places(_ query: PlaceQuery, besides slots: [DaySlots], displacing visit: MovableVisit) -> [RankedPlace] {
        let dates = Set(slots.map(\.date))
        let free = Set(slots.joined())
        let cleared = days.map { $0.concerns(visit.id) ? $0.leavingOut([visit.id], in: workshop) : $0 }
        let touched = zip(days, cleared).filter { $0.0.concerns(visit.id) }.map(\.1.frame.date)
        guard let first = touched.min(), let last = touched.max() else { return [] }
        let near = SlotEngine(
            workshop: workshop, days: cleared.filter { ((first.adding(days: -1))...(last.adding(days: 1))).contains($0.frame.date) })
        let prepared = PreparedWork(query.slots.work, in: workshop)
        let gained = near.slots(query.slots).filter { dates.contains($0.date) }.joined().filter { !free.contains($0) }
        let found = gained.compactMap { start in
            near.candidates(for: prepared, at: start, limit: 1, endingBy: query.slots.latestEnd ?? .max).first
        }
        let promising = found.sorted { (query.place($0).score.total, $0.assignment.start) < (query.place($1).score.total, $1.assignment.start) }
        let whole = SlotEngine(workshop: workshop, days: cleared)
        return promising.prefix(2).compactMap { candidate in
            whole.with(candidate.assignment).nearest(to: visit, query.slots).map { assignment in
                query.place(candidate, displaced: Displacement(appointment: visit.id, from: visit.start, to: assignment))
            }
        }
    }

    /// The place nearest to where an appointment was, at the same time if it can be.
    private func nearest(to visit: MovableVisit, _ query: SlotQuery) -> Assignment? {
        let prepared = PreparedWork(visit.work, in: workshop)
        if let same = candidates(for: prepared, at: visit.start, limit: 1).first { return same.assignment }
        let starts = slots(SlotQuery(work: visit.work, earliest: query.earliest, latest: query.latest, grid: query.grid)).joined()
        let nearest = starts.min { (abs($0 - visit.start), $0) < (abs($1 - visit.start), $1) }
        return nearest.flatMap { candidates(for: prepared, at: $0, limit: 1).first?.assignment }
    }

    /// The same plan with one visit more.
    private func with(_ assignment: Assignment) -> SlotEngine {
        let owner = UUID(high: 0, low: 0)
        let taken = assignment.reservations(owner: owner, isPinned: true)
        let arrival = Arrival(owner: owner, start: assignment.start, isPinned: true)
        return SlotEngine(workshop: workshop, days: days.map { $0.with(taken, arrival, in: workshop) })
    }
}

extension DayGrid {
    /// Whether an appointment takes anything of this day.
    fileprivate func concerns(_ owner: UUID) -> Bool {
        reservations.contains { $0.owner == owner } || arrivals.contains { $0.owner == owner }
    }

    fileprivate func with(_ taken: [Reservation], _ arrival: Arrival, in workshop: Workshop) -> DayGrid {
        let own = taken.filter { frame.minutes.overlaps($0.minutes) }
        guard !own.isEmpty else { return self }
        return DayGrid(
            workshop, frame: frame, reservations: reservations + own, arrivals: arrivals + (frame.contains(arrival.start) ? [arrival] : []))
    }
}
