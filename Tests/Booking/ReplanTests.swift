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
            // Nor where one of two has all the work: fairness is no reason to call anybody.
            let bobs = try await garage.appointments().first { $0.technician.id == Garage.bob }
            _ = try await garage.staff(.post, "/v1/appointments/\(try #require(bobs).id.text)/cancel", CancelBody(reason: .other))
            #expect(try await replan(ReplanRequest(from: Self.tuesday, days: 3), in: garage).changes == [])
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
            // The nearest time there is; before today it is six in the morning.
            #expect(change.after?.start == Garage.at(day: 4, 8) && change.lateMinutes == 23 * 60)
            let withMonday = try await replan(ReplanRequest(from: LocalDate(daysSince1970: 20_514), days: 3, away: [away]), in: garage)
            #expect(withMonday.changes.first?.after?.start == Garage.at(day: 2, 16))
        }
    }

    @Test func whatHasBegunStaysAndAClosedBayMovesOnlyWhatHasNoOther() async throws {
        try await Garage.open { garage in
            let first = try await garage.book(Garage.order(9)).appointment
            let second = try await garage.book(Garage.order(9)).appointment
            garage.clock.set(Garage.at(9, 5))
            for step in ["check-in", "start"] { _ = try await garage.staff(.post, "/v1/appointments/\(first.id.text)/\(step)") }
            let later = try await garage.book(Garage.order(15)).appointment
            let closed = ReplanRequest.Closed(bayId: later.bay.id, during: Period(start: Garage.at(8), end: Garage.at(18)))
            let proposal = try await replan(ReplanRequest(from: Self.tuesday, days: 1, closed: [closed]), in: garage)
            // The other lift is free then: the customer need not be told.
            #expect(proposal.changes.map(\.kind) == [.rehoused] && proposal.changes.first?.appointmentId == later.id)
            #expect(proposal.changes.first?.after?.start == later.start && proposal.changes.first?.after?.bay.id != later.bay.id)
            #expect(proposal.begun == [first, second].filter { $0.bay.id == later.bay.id }.map(\.id))
            #expect(proposal.unchanged == 0)
        }
    }

    @Test func whatIsProposedCanBeDone() async throws {
        try await Garage.open { garage in
            for hour in [8, 8, 9, 9, 10, 10, 11] { _ = try await garage.book(Garage.order(hour)) }
            garage.clock.set(Garage.at(8, 5))
            let away = ReplanRequest.Away(technicianId: Garage.ann, during: Period(start: Garage.at(8, 30), end: Garage.at(24)))
            let proposal = try await replan(ReplanRequest(from: Self.tuesday, days: 1, away: [away]), in: garage)
            #expect(proposal.begun.count == 1)
            #expect(!proposal.changes.isEmpty && proposal.changes.allSatisfy { $0.kind == .moved || $0.kind == .reassigned })
            let definition = TechnicianDefinition(
                workshopId: Garage.workshop, name: "Ann", skills: ["brakes": 2], shifts: [.init(weekday: 1, from: "08:00", to: "18:00")])
            try await garage.put("technicians", Garage.ann, definition)
            // Latest first, so that nobody moves to where somebody else still is.
            for change in proposal.changes.reversed() {
                let after = try #require(change.after)
                let answer = try await garage.move(change.appointmentId, to: after.start, ifMatch: Int(change.version))
                #expect(answer.status == 200, "\(answer.text)")
            }
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func badRequestsNameTheFieldAndOnlyStaffMayAsk() async throws {
        try await Garage.open { garage in
            let path = "/v1/workshops/\(Garage.workshop.text)/replan"
            let period = Period(start: Garage.at(12), end: Garage.at(9))
            let wrong = ReplanRequest(
                from: LocalDate(daysSince1970: 0), days: 15, away: [.init(technicianId: Garage.workshop, during: period)],
                closed: [.init(bayId: Garage.ann, during: period)])
            let refused = try await garage.staff(.post, path, wrong)
            #expect(refused.status == 422)
            for field in ["from", "days", "away[0].technicianId", "away[0].during", "closed[0].bayId", "closed[0].during"] {
                #expect(refused.text.contains("\"\(field)\""), "\(field)")
            }
            let long = Period(start: Garage.at(9), end: Garage.at(10) + 366 * 86_400)
            let endless = ReplanRequest(
                from: Self.tuesday, days: 1, away: [.init(technicianId: Garage.ann, during: long)],
                closed: [.init(bayId: Garage.bays[0], during: long)])
            let tooLong = try await garage.staff(.post, path, endless)
            #expect(tooLong.status == 422 && tooLong.text.contains("must be 366 days long at most"))
            #expect(tooLong.text.contains("\"away[0].during\"") && tooLong.text.contains("\"closed[0].during\""))
            #expect(try await garage.staff(.post, "/v1/workshops/\(UUID().text)/replan", ReplanRequest(from: Self.tuesday, days: 1)).status == 404)
            #expect(try await garage.service.send(.post, path, body: ReplanRequest(from: Self.tuesday, days: 1)).status == 401)
        }
    }
}
