import Foundation

/// Minutes since 1970-01-01T00:00Z. The engine counts in these; dates appear only at its edges.
public typealias EpochMinute = Int

extension Date {
    /// The minute this instant lies in.
    public var epochMinute: EpochMinute { Int((timeIntervalSince1970 / 60).rounded(.down)) }

    /// The first whole minute at or after this instant.
    public var epochMinuteRoundedUp: EpochMinute { Int((timeIntervalSince1970 / 60).rounded(.up)) }

    public init(epochMinute: EpochMinute) {
        self.init(timeIntervalSince1970: Double(epochMinute) * 60)
    }
}

extension Range<EpochMinute> {
    /// All minutes that `start..<end` touches: what occupies a resource is rounded outwards.
    public init(touching start: Date, _ end: Date) {
        let lower = start.epochMinute
        self = lower..<Swift.max(end.epochMinuteRoundedUp, lower)
    }
}
