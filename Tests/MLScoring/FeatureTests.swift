import Contracts
import Foundation
import Testing

@testable import MLScoring

@Suite struct FeatureTests {
    private static let moment = Date(timeIntervalSince1970: 1_700_000_000)
    private static let day = 86_400.0

    private static func visit(
        _ daysFromMoment: Double, _ status: AppointmentStatus = .completed, booked: Double? = nil, cancelled: Double? = nil
    ) -> Visit {
        Visit(
            status: status, start: moment + daysFromMoment * day, bookedAt: moment + (booked ?? daysFromMoment - 4) * day,
            cancelledAt: cancelled.map { moment + $0 * day }, price: Money(amount: 10_000, currency: "EUR"), labourTenths: 15
        )
    }

    private static func history(_ visits: [Visit]) -> CustomerHistory {
        CustomerHistory(id: UUID(), since: moment - 500 * day, nps: 9, npsAt: moment - day, vehicleYear: 2020, visits: visits)
    }

    private static let past = [visit(-400), visit(-200), visit(-100), visit(-50, .noShow), visit(-30, .cancelled, cancelled: -35)]

    private func value(_ feature: Feature, _ history: CustomerHistory) -> Double {
        zip(Feature.allCases, FeatureVector(history, at: Self.moment).values).first { $0.0 == feature }?.1 ?? -1
    }

    @Test(arguments: [
        (Feature.daysSinceLastVisit, 100.0), (.visits12Months, 2), (.visits24Months, 3), (.meanGapDays, 150), (.overdueRatio, 100.0 / 150),
        (.spend12Months, 200), (.noShows, 1), (.cancellations, 1), (.tenureDays, 500), (.nps, 9), (.vehicleAge, 3), (.meanLeadDays, 4),
        (.meanLabourHours, 1.5), (.meanPrice, 100), (.upcoming, 0),
    ])
    func eachFeatureHasItsHandValue(feature: Feature, expected: Double) {
        #expect(abs(value(feature, Self.history(Self.past)) - expected) < 1e-9)
    }

    @Test(arguments: [
        visit(1, booked: 0.5), visit(300, booked: 290), visit(40, .noShow, booked: 20), visit(10, .cancelled, booked: 2, cancelled: 5),
    ])
    func whatHappensAfterTheMomentChangesNothing(later: Visit) {
        let before = FeatureVector(Self.history(Self.past), at: Self.moment).values
        var history = Self.history(Self.past + [later])
        history.npsAt = Self.moment - Self.day
        #expect(FeatureVector(history, at: Self.moment).values.map(\.bitPattern) == before.map(\.bitPattern))
    }

    @Test func anOpinionHeardLaterIsUnknown() {
        var history = Self.history(Self.past)
        history.npsAt = Self.moment
        #expect(value(.nps, history).isNaN)
    }

    @Test func theOutcomeOfAnAppointmentAheadIsUnknown() {
        let outcomes = [AppointmentStatus.completed, .noShow, .booked].map { value(.upcoming, Self.history(Self.past + [Self.visit(3, $0)])) }
        #expect(outcomes == [1, 1, 1])
    }

    @Test func whoNeverCameHasGapsAndNoTrap() {
        let values = FeatureVector(CustomerHistory(id: UUID(), visits: []), at: Self.moment).values
        #expect(values.count == Feature.allCases.count)
        #expect(values[0].isNaN)
        #expect(!CustomerHistory(id: UUID(), visits: [Self.visit(1)]).isKnown(at: Self.moment))
    }

    @Test func sentencesAreForPeople() {
        #expect(Feature.daysSinceLastVisit.sentence(410.2) == "Last visit 410 days ago")
        #expect(Feature.visits12Months.sentence(1) == "1 visit in the last 12 months")
        #expect(Feature.upcoming.sentence(0) == "No appointment ahead")
    }
}
