import Foundation

extension SlotEngine {
    /// Free stretches shorter than this cannot be sold.
    static let smallestUsefulGap = 30
    /// The price of leaving useful time on both sides of a job instead of setting it beside another.
    static let splitPrice = 15

    /// The assignments with which `work` can start at `start`, cheapest first, equal costs in the order of ids; one for each way to do
    /// the first step. Empty if it cannot.
    /// - Parameter latest: the last step ends by then.
    public func candidates(for work: Work, at start: EpochMinute, limit: Int = 16, endingBy latest: EpochMinute = .max) -> [Candidate] {
        candidates(for: PreparedWork(work, in: workshop), at: start, limit: limit, endingBy: latest)
    }

    func candidates(for work: PreparedWork, at start: EpochMinute, limit: Int, endingBy latest: EpochMinute = .max) -> [Candidate] {
        var search = DaySearch(work, in: self, around: start..<(start + 1), endingBy: latest)
        guard search.hasIntake(at: start) else { return [] }
        let horizon = search.horizon
        let result = search.visits(at: start).compactMap { visit -> Candidate? in
            let timed = horizon.timed(visit.steps, work)
            guard let assignment = horizon.assignment(timed, work, loaner: visit.loaner) else { return nil }
            return Candidate(assignment: assignment, cost: horizon.cost(timed, work))
        }
        return Array(Self.ranked(result).prefix(limit))
    }

    /// The least time any assignment of the first step would leave unsellable; nil if there is none within the day.
    func leastFragmentation(of work: PreparedWork, at start: EpochMinute, on day: DayGrid) -> Int? {
        guard let step = work.steps.first else { return nil }
        let minute = start - day.frame.start
        var besides: [Int: Int?] = [:]
        var least: Int?
        for worker in step.workers where day.isFree(worker, at: minute) {
            let bay = besides[worker.minutes] ?? step.places.lazy
                .map { ($0, (minute - $0.before)..<(minute + worker.minutes + $0.after)) }
                .filter { day.isFree($0, $1) }.map { SlotHorizon.fragmentation(day.bays[$0.index].free, $1) }.min()
            besides[worker.minutes] = .some(bay)
            guard let bay = step.step.needsBay ? bay : 0 else { continue }
            let own = SlotHorizon.fragmentation(day.technicians[worker.index].free, minute..<(minute + worker.minutes))
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
}

extension DayGrid {
    /// Whether `worker` can work from `minute` on and still has room under the ceiling.
    func isFree(_ worker: PreparedStep.Worker, at minute: Int) -> Bool {
        let today = technicians[worker.index]
        return today.hasRoom(for: worker.minutes, ceilingPercent: worker.ceilingPercent)
            && today.free.runLength(from: minute) >= worker.minutes
    }

    func isFree(_ place: PreparedStep.Place, _ taken: Range<Int>) -> Bool {
        taken.lowerBound >= 0 && bays[place.index].free.runLength(from: taken.lowerBound) >= taken.count
    }
}
