import Contracts

/// Why a slot is worth proposing.
public enum SlotReason: String, StringEnum {
    case earliest
    case lightestDay = "lightest_day"
    case leastFragmentation = "least_fragmentation"
}

public struct Recommendation: Sendable, Equatable {
    public let start: EpochMinute
    public let end: EpochMinute
    public let reasons: [SlotReason]
}

extension SlotEngine {
    /// How many days with free slots are looked at when proposing.
    static let proposalDays = 14

    /// Up to one slot for each reason, ascending by time; a slot that is best in two ways is proposed once with both reasons.
    public func recommend(_ query: SlotQuery, among slots: [DaySlots]) -> [Recommendation] {
        let offered = slots.lazy.filter { !$0.isEmpty }.prefix(Self.proposalDays)
        guard let earliest = offered.first?.first else { return [] }
        let prepared = PreparedWork(query.work, in: workshop)
        var reasons: [EpochMinute: [SlotReason]] = [earliest: [.earliest]]
        if let lightest = offered.min(by: { dayLoad($0.date) < dayLoad($1.date) })?.first {
            reasons[lightest, default: []].append(.lightestDay)
        }
        if let compact = mostCompact(prepared, among: offered) { reasons[compact, default: []].append(.leastFragmentation) }
        return reasons.keys.sorted().compactMap { start in
            guard let best = candidates(for: prepared, at: start, limit: 1, endingBy: query.latestEnd ?? .max).first else { return nil }
            return Recommendation(start: start, end: best.assignment.end, reasons: reasons[start] ?? [])
        }
    }

    /// The start that leaves the least time unsellable, the first among equals.
    private func mostCompact(_ prepared: PreparedWork, among offered: some Sequence<DaySlots>) -> EpochMinute? {
        var best: (waste: Int, start: EpochMinute)?
        for slots in offered {
            guard let day = day(on: slots.date) else { continue }
            for start in slots {
                guard let waste = leastFragmentation(of: prepared, at: start, on: day) else { continue }
                if waste < best?.waste ?? .max { best = (waste, start) }
                if waste == 0 { return start }
            }
        }
        return best?.start
    }

    /// Thousandths of the day's working time already sold.
    private func dayLoad(_ date: LocalDate) -> Int {
        guard let load = day(on: date)?.load, load.capacity > 0 else { return 1_000 }
        return load.sold * 1_000 / load.capacity
    }
}
