import Contracts

extension WorkshopCalendar {
    /// A stretch of time cut at the midnights of its zone: the part of each local day, ascending. A day that the clock left and entered
    /// again comes more than once.
    public func days(of minutes: Range<EpochMinute>) -> [(date: LocalDate, minutes: Range<EpochMinute>)] {
        guard let last = minutes.last, minutes.count >= 1_440 || date(of: minutes.lowerBound) != date(of: last) else {
            return minutes.isEmpty ? [] : [(date(of: minutes.lowerBound), minutes)]
        }
        var parts: [(date: LocalDate, minutes: Range<EpochMinute>)] = []
        var start = minutes.lowerBound
        while start < minutes.upperBound {
            let date = date(of: start)
            let end = min(frame(of: date).end(ofSegmentAt: start) ?? minutes.upperBound, minutes.upperBound)
            parts.append((date, start..<end))
            start = end
        }
        return parts
    }
}

extension DayFrame {
    /// When the clock leaves this date next; nil for a minute of another.
    fileprivate func end(ofSegmentAt minute: EpochMinute) -> EpochMinute? {
        segments.first { $0.minutes.contains(minute - start) }.map { $0.minutes.upperBound + start }
    }
}
