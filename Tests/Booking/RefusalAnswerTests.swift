import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct RefusalAnswerTests {
    private func refusal(of id: UUID, at start: Date, _ more: String = "", in garage: Garage) async throws -> RefusalAnswer {
        let answer = try await garage.staff(.get, "/v1/appointments/\(id.text)/refusal?start=\(Timestamp.text(start))\(more)")
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.decoded()
    }

    @Test func whatIsInTheWayIsNamedAndNoMoreThanThat() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(8, of: Garage.diagnosis)).appointment
            let anns = try await garage.book(Garage.order(14, of: Garage.diagnosis)).appointment
            let bobs = try await garage.book(Garage.order(14)).appointment
            #expect(anns.technician.id == Garage.ann && bobs.technician.id == Garage.bob)
            let refusal = try await refusal(of: mine.id, at: Garage.at(14), in: garage)
            #expect(!refusal.possible && refusal.reasons == ["technicians_busy", "bays_busy", "tools_busy"])
            #expect(refusal.inTheWay == [.init(appointmentId: anns.id, kinds: ["technician", "bay", "tool"])])
            #expect(refusal.sentence == "Everybody with the skill is busy, every bay that serves it is taken and a tool is in use. "
                + "It could if B-PC 1 (14:00 to 16:00) made way.")
            // What moves no more is not named.
            garage.clock.set(Garage.at(14))
            for step in ["check-in", "start"] { _ = try await garage.staff(.post, "/v1/appointments/\(anns.id.text)/\(step)") }
            let later = try await self.refusal(of: mine.id, at: Garage.at(14, 15), in: garage)
            #expect(!later.possible && later.inTheWay == [])
        }
    }

    @Test func itsOwnTimeIsNotInItsWay() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let refusal = try await refusal(of: mine.id, at: Garage.at(11), in: garage)
            #expect(refusal == RefusalAnswer(
                start: Garage.at(11), possible: true, reasons: [], inTheWay: [], sentence: "It can start then."))
        }
    }

    @Test func onePersonsReasonsAreNotThoseOfAll() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(8)).appointment
            let other = try await garage.book(Garage.order(12)).appointment
            let (there, elsewhere) = (other.technician.id, [Garage.ann, Garage.bob].filter { $0 != other.technician.id }[0])
            #expect(try await refusal(of: mine.id, at: Garage.at(12, 30), in: garage).possible)
            let refused = try await refusal(of: mine.id, at: Garage.at(12, 30), "&technicianId=\(there.text)", in: garage)
            #expect(refused.reasons == ["technicians_busy"] && refused.inTheWay.map(\.appointmentId) == [other.id])
            #expect(refused.sentence.hasPrefix("\(other.technician.name) is busy."))
            let inBay = try await refusal(
                of: mine.id, at: Garage.at(12, 30), "&technicianId=\(elsewhere.text)&bayId=\(other.bay.id.text)", in: garage)
            #expect(inBay.reasons == ["bays_busy"] && inBay.sentence.hasPrefix("\(other.bay.name) is taken."))
        }
    }

    @Test func thePastTheFarFutureAndFinishedVisitsAreRefused() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(10)).appointment
            #expect(try await refusal(of: mine.id, at: Garage.at(day: 1, 10), in: garage).reasons == ["start_in_past"])
            #expect(try await refusal(of: mine.id, at: Garage.at(day: 300, 10), in: garage).reasons == ["start_too_far"])
            #expect(try await refusal(of: mine.id, at: Garage.at(18), in: garage).reasons == ["outside_opening_hours"])
            let path = "/v1/appointments/\(mine.id.text)/refusal?start=\(Timestamp.text(Garage.at(11)))"
            let wrong = try await garage.staff(.get, "\(path)&technicianId=\(UUID().text)&bayId=\(Garage.ann.text)")
            #expect(wrong.status == 422 && wrong.text.contains("technicianId") && wrong.text.contains("bayId"))
            #expect(try await garage.service.get(path).status == 401)
            _ = try await garage.staff(.post, "/v1/appointments/\(mine.id.text)/cancel", CancelBody(reason: .illness))
            let gone = try await garage.staff(.get, path)
            #expect(gone.status == 409 && garage.slug(gone) == "not-possible-now")
        }
    }
}
