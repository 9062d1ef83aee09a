import Foundation

/// Why a visit cannot start at a minute.
public struct Refusal: Sendable, Equatable {
    /// For a sentence; never empty.
    public let reasons: [Blocker]
    /// The fewest appointments without which it could: any smaller number would not do. Of several sets of that size always the same
    /// one. Empty where more than `SlotEngine.mostInTheWay` would have to go, where it would not help, or where it took too long to find.
    public let inTheWay: [Hindrance]

    /// An appointment, and with what it stands in the way.
    public struct Hindrance: Sendable, Equatable {
        public let appointment: UUID
        /// At least one.
        public let kinds: [ResourceKind]
    }
}

public enum ResourceKind: String, Sendable, CaseIterable {
    case technician
    case bay
    case tool
    /// The counter, at the appointment's first start.
    case intake
}

extension SlotEngine {
    /// At most so many appointments are named.
    public static let mostInTheWay = 3

    /// Why `work` cannot start at `start`; nil if it can.
    public func refusal(of work: Work, at start: EpochMinute, endingBy latest: EpochMinute = .max) -> Refusal? {
        let reasons = blockers(for: work, at: start, endingBy: latest)
        guard !reasons.isEmpty else { return nil }
        guard reasons != [.dayNotPlanned] else { return Refusal(reasons: reasons, inTheWay: []) }
        var search = ClearingSearch(PreparedWork(work, in: workshop), in: self, at: start, endingBy: latest)
        return Refusal(reasons: reasons, inTheWay: search.fewest())
    }
}
