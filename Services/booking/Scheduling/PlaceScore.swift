import Foundation

/// What speaks against a place, in points; fewer are better, and the whole is the sum of its parts.
///
/// The prices follow the order of the soft rules: who is called to another time weighs most, then the promise, then a fair share of
/// work, skill that is wanted elsewhere, and time that cannot be sold.
public struct PlaceScore: Sendable, Hashable {
    /// Ten for each level of skill above what is asked for, and for each kind of work its bay serves that is not.
    public let skillFit: Int
    /// Hundredths of the day's working time of whoever is fullest of those who do it, after it, in steps of five.
    public let loadBalance: Int
    /// One for each minute left beside it that is too short to sell; 15 for a free stretch that is split in two.
    public let fragmentation: Int
    /// One for each minute by which it ends after it is due, and for each whole hour it starts later than it could be wished for; four
    /// instead of one where the work is pressing.
    public let lateness: Int
    /// Where another appointment makes way: 60 if only its people or bay change, else 300 and one for each six minutes it moves.
    public let displacedWork: Int

    public var total: Int { skillFit + loadBalance + fragmentation + lateness + displacedWork }

    init(_ cost: Cost, lateness: Int, displacedWork: Int = 0) {
        skillFit = cost.surplus * 10
        loadBalance = cost.load * 5
        fragmentation = cost.fragmentation
        self.lateness = lateness
        self.displacedWork = displacedWork
    }

    static func displaced(from: EpochMinute, to: EpochMinute) -> Int { from == to ? 60 : 300 + abs(to - from) / 6 }
}

/// An appointment that makes way, and where it could go.
public struct Displacement: Sendable, Hashable {
    public let appointment: UUID
    public let from: EpochMinute
    public let to: Assignment
}

/// A place for work, with what speaks against it.
public struct RankedPlace: Sendable, Hashable {
    public let assignment: Assignment
    public let score: PlaceScore
    /// Minutes by which it ends after it is due; 0 where nothing is due.
    public let lateMinutes: Int
    /// From the first minute that could be wished for to the start.
    public let waitingMinutes: Int
    /// Nil where it is free as it is.
    public let displaced: Displacement?
}

/// Work to be placed, and how pressing it is.
public struct PlaceQuery: Sendable {
    public var slots: SlotQuery
    /// When it was, or is to be, promised to be done.
    public var due: EpochMinute?
    public var isPressing: Bool

    public init(_ slots: SlotQuery, due: EpochMinute? = nil, isPressing: Bool = false) {
        self.slots = slots
        self.due = due
        self.isPressing = isPressing
    }

    func place(_ candidate: Candidate, displaced: Displacement? = nil) -> RankedPlace {
        let (start, end) = (candidate.assignment.start, candidate.assignment.end)
        let (late, waiting) = (due.map { max(0, end - $0) } ?? 0, max(0, start - slots.earliest))
        let price = displaced.map { PlaceScore.displaced(from: $0.from, to: $0.to.start) } ?? 0
        return RankedPlace(
            assignment: candidate.assignment,
            score: PlaceScore(candidate.cost, lateness: (late + waiting / 60) * (isPressing ? 4 : 1), displacedWork: price),
            lateMinutes: late, waitingMinutes: waiting, displaced: displaced)
    }
}

extension Sequence<RankedPlace> {
    /// The best, each different from those before it: not the same people a quarter of an hour later, or in the next bay.
    /// Equal scores are in the order of time, then of ids.
    public func best(_ limit: Int) -> [RankedPlace] {
        var chosen: [RankedPlace] = []
        for place in sorted(by: { $0.order < $1.order }) where !chosen.contains(where: place.resembles) {
            chosen.append(place)
            if chosen.count == limit { break }
        }
        return chosen
    }
}

extension RankedPlace {
    fileprivate var order: (Int, EpochMinute, String) {
        let ids = assignment.steps.flatMap { $0.technicians + [$0.bay].compactMap { $0 } } + [displaced?.appointment].compactMap { $0 }
        return (score.total, assignment.start, ids.map(\.uuidString).joined())
    }

    private var people: [[UUID]] { assignment.steps.map(\.technicians) }

    fileprivate func resembles(_ other: RankedPlace) -> Bool {
        people == other.people && assignment.minutes.overlaps(other.assignment.minutes)
    }
}
