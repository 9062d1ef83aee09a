import Foundation

/// A customer at one moment as numbers, in the order of `Feature`; NaN where nothing is known.
///
/// Nothing that happened after the moment has any influence: visits and no-shows count when their start lies before it,
/// cancellations when they were made before it, appointments ahead when they were booked before it, the NPS when it was heard
/// before it.
struct FeatureVector: Sendable {
    let values: [Double]

    init(_ history: CustomerHistory, at moment: Date) {
        let completed = history.visits.filter { $0.status == .completed && $0.start < moment }.sorted { $0.start < $1.start }
        let starts = completed.map(\.start)
        let sinceLast = starts.last.map { moment.timeIntervalSince($0) / Self.day }
        let meanGap = Self.meanGap(starts)
        let year = completed.filter { $0.start >= moment - 365 * Self.day }
        let known: [Feature: Double?] = [
            .daysSinceLastVisit: sinceLast,
            .visits12Months: Double(year.count),
            .visits24Months: Double(starts.lazy.filter { $0 >= moment - 730 * Self.day }.count),
            .meanGapDays: meanGap,
            .overdueRatio: sinceLast.flatMap { last in meanGap.map { last / max($0, 1) } },
            .spend12Months: Self.sum(year.map { ReferenceRates.euros($0.price) }),
            .noShows: Double(history.visits.lazy.filter { $0.status == .noShow && $0.start < moment }.count),
            .cancellations: Double(history.visits.lazy.filter { $0.status == .cancelled && ($0.cancelledAt ?? $0.start) < moment }.count),
            .tenureDays: Self.tenure(history, starts.first, moment),
            .nps: history.npsAt.flatMap { $0 < moment ? history.nps.map(Double.init) : nil },
            .vehicleAge: history.vehicleYear.map { max(0, Self.year(of: moment) - Double($0)) },
            .meanLeadDays: Self.mean(completed.map { max(0, $0.start.timeIntervalSince($0.bookedAt) / Self.day) }),
            .meanLabourHours: Self.mean(completed.map { Double($0.labourTenths) / 10 }),
            .meanPrice: Self.mean(completed.compactMap { ReferenceRates.euros($0.price) }),
            .upcoming: Double(history.visits.lazy.filter { Self.isAhead($0, at: moment) }.count),
        ]
        values = Feature.allCases.map { (known[$0] ?? nil) ?? .nan }
    }

    private static let day = 86_400.0

    /// Booked before the moment, for a time not before it, and not called off by then.
    private static func isAhead(_ visit: Visit, at moment: Date) -> Bool {
        guard visit.bookedAt < moment, visit.start >= moment else { return false }
        return visit.status != .cancelled || (visit.cancelledAt ?? visit.start) >= moment
    }

    private static func meanGap(_ starts: [Date]) -> Double? {
        guard starts.count > 1, let first = starts.first, let last = starts.last else { return nil }
        return last.timeIntervalSince(first) / day / Double(starts.count - 1)
    }

    private static func tenure(_ history: CustomerHistory, _ first: Date?, _ moment: Date) -> Double? {
        let beginnings = [history.since, first].compactMap { $0 }.filter { $0 < moment }
        return beginnings.min().map { moment.timeIntervalSince($0) / day }
    }

    /// The calendar year with a fraction; a year of the mean Gregorian length is exact enough for an age.
    private static func year(of moment: Date) -> Double { (1970 + moment.timeIntervalSince1970 / 31_556_952).rounded(.down) }

    private static func mean(_ values: [Double]) -> Double? {
        values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }

    /// Nil where a part is unknown.
    private static func sum(_ values: [Double?]) -> Double? {
        values.reduce(0) { sum, value in sum.flatMap { sum in value.map { sum + $0 } } }
    }
}
