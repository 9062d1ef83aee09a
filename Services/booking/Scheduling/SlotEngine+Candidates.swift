import Foundation

extension SlotEngine {
    /// Free stretches shorter than this cannot be sold.
    static let smallestUsefulGap = 30
    /// The price of leaving useful time on both sides of a job instead of setting it beside another.
    static let splitPrice = 15

    /// The assignments with which `work` can start at `start`, cheapest first, equal costs in the order of ids. Empty if it
    /// cannot.
    public func candidates(for work: Work, at start: EpochMinute, limit: Int = 16) -> [Candidate] {
        candidates(for: PreparedWork(work, in: workshop), at: start, limit: limit)
    }

    func candidates(for prepared: PreparedWork, at start: EpochMinute, limit: Int) -> [Candidate] {
        guard let day = day(containing: start) else { return [] }
        let minute = start - day.frame.start
        var result: [Candidate] = []
        for worker in prepared.workers where day.isFree(worker, at: minute) {
            guard let units = day.freeUnits(prepared.pools, at: minute, minutes: worker.minutes) else { continue }
            let today = day.technicians[worker.index]
            let load = (today.sold + worker.minutes) * 20 / max(today.capacity, 1)
            let gaps = Self.fragmentation(today.free, minute..<(minute + worker.minutes))
            let taken = prepared.bayMinutes(start: minute, minutes: worker.minutes)
            for place in prepared.places where day.isFree(place, taken) {
                let assignment = Assignment(
                    technician: workshop.technicians[worker.index].id, bay: workshop.bays[place.index].id,
                    tools: units.map { workshop.tools[$0].id }, start: start, end: start + worker.minutes,
                    bayMinutes: prepared.bayMinutes(start: start, minutes: worker.minutes)
                )
                let cost = Cost(
                    load: load, surplus: worker.surplus + place.surplus,
                    fragmentation: gaps + Self.fragmentation(day.bays[place.index], taken)
                )
                result.append(Candidate(assignment: assignment, cost: cost))
            }
        }
        return Array(Self.ranked(result).prefix(limit))
    }

    /// The least time any assignment at `start` would leave unsellable; nil if there is no assignment.
    func leastFragmentation(of prepared: PreparedWork, at start: EpochMinute, on day: DayGrid) -> Int? {
        let minute = start - day.frame.start
        var besides: [Int: Int?] = [:]
        var least: Int?
        for worker in prepared.workers where day.isFree(worker, at: minute) {
            guard day.freeUnits(prepared.pools, at: minute, minutes: worker.minutes) != nil else { continue }
            let taken = prepared.bayMinutes(start: minute, minutes: worker.minutes)
            let bay = besides[worker.minutes] ?? prepared.places.lazy.filter { day.isFree($0, taken) }
                .map { Self.fragmentation(day.bays[$0.index], taken) }.min()
            besides[worker.minutes] = .some(bay)
            guard let bay else { continue }
            let own = Self.fragmentation(day.technicians[worker.index].free, minute..<(minute + worker.minutes))
            least = min(least ?? .max, own + bay)
        }
        return least
    }

    /// Resources are visited in the order of ids and the sort keeps that order among equals.
    private static func ranked(_ candidates: [Candidate]) -> [Candidate] {
        candidates.enumerated()
            .sorted { ($0.element.cost.total, $0.offset) < ($1.element.cost.total, $1.offset) }
            .map(\.element)
    }

    private static func fragmentation(_ free: MinuteMask, _ taken: Range<Int>) -> Int {
        let before = free.runLength(upTo: taken.lowerBound)
        let after = free.runLength(from: taken.upperBound)
        let waste = (before < smallestUsefulGap ? before : 0) + (after < smallestUsefulGap ? after : 0)
        return waste + (before >= smallestUsefulGap && after >= smallestUsefulGap ? splitPrice : 0)
    }
}
