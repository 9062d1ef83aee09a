import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct ReplanTests {
    private static let tuesday = LocalDate(daysSince1970: 20_515)

    private func replan(_ request: ReplanRequest, in garage: Garage) async throws -> ReplanProposal {
        try await garage.staff(.post, "/v1/workshops/\(Garage.workshop.text)/replan", request).decoded()
    }

    @Test func whenNothingWentWrongNothingIsProposed() async throws {
        try await Garage.open { garage in
            for hour in [9, 9, 11] { _ = try await garage.book(Garage.order(hour)) }
            let proposal = try await replan(ReplanRequest(from: Self.tuesday, days: 3), in: garage)
            #expect(proposal.changes == [] && proposal.unchanged == 3)
        }
    }

    @Test func theWorkOfWhoIsIllGoesToOthersAndNobodyElseIsTouched() async throws {
        try await Garage.open { garage in
            var mine: [AppointmentState] = []
            for hour in [9, 9, 11] { mine.append(try await garage.book(Garage.order(hour)).appointment) }
            let anns = mine.filter { $0.technician.id == Garage.ann }
            let away = ReplanRequest.Away(technicianId: Garage.ann, during: Period(start: Garage.at(0), end: Garage.at(24)))
            let proposal = try await replan(ReplanRequest(from: Self.tuesday, days: 1, away: [away]), in: garage)
            #expect(Set(proposal.changes.map(\.appointmentId)) == Set(anns.map(\.id)))
            #expect(proposal.changes.allSatisfy { $0.after?.technician.name == "Bob" && $0.version == 1 })
            #expect(proposal.unchanged == 3 - anns.count)
            #expect(try await garage.count("appointments WHERE version > 1") == 0)
        }
    }

    @Test func whatNobodyElseCanDoIsMovedToADayOnWhichItCan() async throws {
        try await Garage.open { garage in
            let diagnosis = try await garage.book(Garage.order(9, of: Garage.diagnosis)).appointment
            let away = ReplanRequest.Away(technicianId: Garage.ann, during: Period(start: Garage.at(0), end: Garage.at(24)))
            let oneDay = try await replan(ReplanRequest(from: Self.tuesday, days: 1, away: [away]), in: garage)
            #expect(oneDay.changes.map(\.kind) == [.displaced] && oneDay.changes.first?.after == nil)
            let twoDays = try await replan(ReplanRequest(from: Self.tuesday, days: 2, away: [away]), in: garage)
            let change = try #require(twoDays.changes.first)
            #expect(change.kind == .moved && change.appointmentId == diagnosis.id && change.before.start == diagnosis.start)
            #expect(change.after?.start == Garage.at(day: 4, 8) && change.lateMinutes == 23 * 60)
        }
    }

    @Test func whatHasBegunStaysAndAClosedBayMovesOnlyWhatHasNoOther() async throws {
        try await Garage.open { garage in
            let first = try await garage.book(Garage.order(9)).appointment
            let second = try await garage.book(Garage.order(9)).appointment
            garage.clock.set(Garage.at(9, 5))
            for step in ["check-in", "start"] { _ = try await garage.staff(.post, "/v1/appointments/\(first.id.text)/\(step)") }
            let later = try await garage.book(Garage.order(15)).appointment
            let closed = ReplanRequest.Closed(bayId: later.bay.id, during: Period(start: Garage.at(12), end: Garage.at(18)))
            let proposal = try await replan(ReplanRequest(from: Self.tuesday, days: 1, closed: [closed]), in: garage)
            // The other lift is free then: nobody has to be told.
            #expect(proposal.changes == [] && proposal.unchanged == 1)
            #expect(second.bay.id != first.bay.id)
        }
    }

    @Test func badRequestsNameTheFieldAndOnlyStaffMayAsk() async throws {
        try await Garage.open { garage in
            let path = "/v1/workshops/\(Garage.workshop.text)/replan"
            let period = Period(start: Garage.at(12), end: Garage.at(9))
            let wrong = ReplanRequest(
                from: Self.tuesday, days: 15, away: [.init(technicianId: Garage.workshop, during: period)],
                closed: [.init(bayId: Garage.ann, during: period)])
            let refused = try await garage.staff(.post, path, wrong)
            #expect(refused.status == 422)
            for field in ["days", "away[0].technicianId", "away[0].during", "closed[0].bayId", "closed[0].during"] {
                #expect(refused.text.contains("\"\(field)\""), "\(field)")
            }
            #expect(try await garage.staff(.post, "/v1/workshops/\(UUID().text)/replan", ReplanRequest(from: Self.tuesday, days: 1)).status == 404)
            #expect(try await garage.service.send(.post, path, body: ReplanRequest(from: Self.tuesday, days: 1)).status == 401)
        }
    }
}
