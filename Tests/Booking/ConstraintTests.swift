import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// From when on an appointment's work can begin, and which appointments stay where they are.
@Suite struct ConstraintTests {
    private static let tuesday = LocalDate(daysSince1970: 20_515)

    private struct Refused: Decodable {
        let alternatives: [Period]
    }

    private static func tell(_ id: UUID, _ what: String, _ body: any Encodable & Sendable, ifMatch: Int? = nil, _ garage: Garage)
        async throws -> (status: Int, slug: String?, state: AppointmentState?) {
        let answer = try await garage.staff(.post, "/v1/appointments/\(id.text)/\(what)", body, ifMatch: ifMatch)
        return (answer.status, garage.slug(answer), try? answer.decoded())
    }

    private static func replan(_ request: ReplanRequest, _ garage: Garage) async throws -> ReplanProposal {
        try await garage.staff(.post, "/v1/workshops/\(Garage.workshop.text)/replan", request).decoded()
    }

    private static func actions(_ id: UUID, _ garage: Garage) async throws -> [String] {
        try await garage.service.database.query("SELECT action FROM audit WHERE appointment_id = \(id) ORDER BY sequence")
            .map { try $0.get("action") }
    }

    @Test func aReleaseIsKeptToldAndNotedAndTheSameAgainChangesNothing() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(10)).appointment.id
            let body = ReleaseBody(release: Garage.at(9), reason: .partsMissing, note: "pads come at nine")
            #expect(try await Self.tell(id, "release", body, ifMatch: 7, garage).slug == "version-mismatch")
            let first = try await Self.tell(id, "release", body, ifMatch: 1, garage)
            #expect(first.status == 200 && first.state?.release == Garage.at(9) && first.state?.version == 2)
            #expect(try await Self.tell(id, "release", body, garage).state?.version == 2)
            _ = try await garage.service.tap.awaitEvent(.appointmentUpdated, as: AppointmentState.self) { $0.release == Garage.at(9) }
            #expect(try await Self.actions(id, garage) == ["book", "release"])
            #expect(try await garage.count("audit WHERE reason = 'parts_missing' AND after->>'release' IS NOT NULL") == 1)
            #expect(try await Self.tell(id, "release", ReleaseBody(), garage).state?.release == nil)
            let odd = try await garage.staff(.post, "/v1/appointments/\(id.text)/release", ReleaseBody(release: Garage.at(9) + 30))
            #expect(odd.status == 422 && odd.text.contains("\"release\"") && odd.text.contains("whole minute"))
            let far = try await garage.staff(.post, "/v1/appointments/\(id.text)/release", ReleaseBody(release: Garage.at(9) + 400 * 86_400))
            #expect(far.status == 422 && far.text.contains("calendar is open"))
            _ = try await garage.staff(.post, "/v1/appointments/\(id.text)/cancel", CancelBody(reason: .other))
            #expect(try await Self.tell(id, "release", body, garage).slug == "not-possible-now")
        }
    }

    @Test func nothingIsMovedToBeforeItsRelease() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(16))
            let id = booked.appointment.id
            _ = try await Self.tell(id, "release", ReleaseBody(release: Garage.at(13)), garage)
            let early = try await garage.move(id, to: Garage.at(12))
            #expect(early.status == 409 && garage.slug(early) == "before-release")
            let mine = try await garage.mine(.post, "/move", booked.manageToken, MoveBody(start: Garage.at(12)))
            #expect(mine.slug == "before-release" || mine.slug == "policy-window")
            let places: MovePlaces = try await garage.staff(.get, "/v1/appointments/\(id.text)/places?from=2026-03-03&days=1").decoded()
            #expect(places.days.flatMap(\.starts).min() == Garage.at(13) && places.best.allSatisfy { $0.start >= Garage.at(13) })
            let start = Timestamp.text(Garage.at(12))
            let why: RefusalAnswer = try await garage.staff(.get, "/v1/appointments/\(id.text)/refusal?start=\(start)").decoded()
            #expect(why.reasons == ["before_release"] && why.sentence.contains("cannot begin by then"))
            let slots: SlotAnswer = try await garage.service.get(
                "/v1/my/appointment/slots?from=2026-03-03&days=1", token: booked.manageToken
            ).decoded()
            #expect(slots.days.flatMap(\.slots).map(\.start).min() == Garage.at(13))
            #expect(try await garage.move(id, to: Garage.at(13)).status == 200)
        }
    }

    @Test func aSearchAndABookingKeepToAReleaseThatIsKnownBefore() async throws {
        try await Garage.open { garage in
            let release = Timestamp.text(Garage.at(11, 10))
            let path = "/v1/slots?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.brakes.text)&from=2026-03-03&days=1&release=\(release)"
            let answer: SlotAnswer = try await garage.service.get(path).decoded()
            #expect(answer.days.flatMap(\.slots).map(\.start).min() == Garage.at(11, 15))
            var order = Garage.order(11)
            order.release = Garage.at(11, 10)
            let refused = try await garage.post(order)
            #expect(refused.status == 422 && refused.text.contains("must not be before release"))
            order.start = Garage.at(11, 15)
            #expect(try await garage.book(order).appointment.release == Garage.at(11, 10))
            for minute in [15, 15] { _ = try await garage.post(Garage.order(12, minute)) }
            var third = Garage.order(12, 15, customer: "third@example.org")
            third.release = Garage.at(12, 15)
            let taken = try await garage.post(third)
            let starts = try taken.decoded(Refused.self).alternatives.map(\.start)
            #expect(taken.status == 409 && !starts.isEmpty && starts.allSatisfy { $0 >= Garage.at(12, 15) }, "\(taken.text)")
        }
    }

    @Test func aNewPlanMovesWhatCannotBeginYet() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(9)).appointment.id
            _ = try await Self.tell(id, "release", ReleaseBody(release: Garage.at(14)), garage)
            let proposal = try await Self.replan(ReplanRequest(from: Self.tuesday, days: 1), garage)
            #expect(proposal.changes.map(\.appointmentId) == [id])
            #expect(proposal.changes.first?.after?.start == Garage.at(14), "\(proposal)")
        }
    }

    @Test func whatIsPinnedStaysInANewPlanAndMakesWayForNobody() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(9, of: Garage.diagnosis)).appointment.id
            let away = ReplanRequest.Away(technicianId: Garage.ann, during: Period(start: Garage.at(0), end: Garage.at(24)))
            let request = ReplanRequest(from: Self.tuesday, days: 2, away: [away])
            #expect(try await Self.replan(request, garage).changes.map(\.kind) == [.moved])
            let pressing = "/v1/recommendations?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.diagnosis.text)"
                + "&from=2026-03-03&days=1&priority=high"
            let before: RecommendationAnswer = try await garage.staff(.get, pressing).decoded()
            #expect(before.best.contains { $0.score.displacedWork > 0 })

            let pinned = try await Self.tell(id, "pin", PinBody(pinned: true, reason: .customerRequest), ifMatch: 1, garage)
            #expect(pinned.status == 200 && pinned.state?.pinned == true && pinned.state?.version == 2)
            #expect(try await Self.tell(id, "pin", PinBody(pinned: true), garage).state?.version == 2)
            let proposal = try await Self.replan(request, garage)
            #expect(proposal.changes == [] && proposal.begun == [id], "an advisor decides")
            let after: RecommendationAnswer = try await garage.staff(.get, pressing).decoded()
            #expect(!after.best.contains { $0.score.displacedWork > 0 })

            #expect(try await Self.tell(id, "pin", PinBody(pinned: false), garage).state?.pinned == nil)
            #expect(try await Self.replan(request, garage).changes.map(\.kind) == [.moved])
            #expect(try await Self.actions(id, garage) == ["book", "pin", "unpin"])
        }
    }

    @Test func onlyStaffSayIt() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let path = "/v1/appointments/\(booked.appointment.id.text)/pin"
            #expect(try await garage.service.send(.post, path, body: PinBody(pinned: true), token: booked.manageToken).status == 401)
            let other = try garage.service.token(scopes: ["catalogue"])
            #expect(try await garage.service.send(.post, path, body: PinBody(pinned: true), token: other).status == 403)
        }
    }
}
