import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

@Suite struct LinkTests {
    private func mine(
        _ garage: Garage, _ method: OutboundRequest.Method, _ path: String, _ token: String, _ body: (any Encodable & Sendable)? = nil
    ) async throws -> (status: Int, slug: String?, view: AppointmentView?) {
        let answer = try await garage.service.send(method, "/v1/my/appointment\(path)", body: body, token: token)
        return (answer.status, garage.slug(answer), try? answer.decoded(AppointmentView.self))
    }

    @Test func theHolderOfTheLinkSeesMovesAndCancels() async throws {
        try await Garage.open { garage in
            let token = try await garage.book(Garage.order(10, of: Garage.diagnosis)).manageToken
            let view = try await mine(garage, .get, "", token).view
            #expect(view?.policy.canChange == true && view?.policy.canCancel == true && view?.policy.until == Garage.at(day: 2, 10))
            #expect(view?.policy.move?.freeUntil == Garage.at(day: 2, 10) && view?.policy.move?.fee == nil && view?.exception == nil)
            let slots = try await garage.service.get("/v1/my/appointment/slots?from=2026-03-03&days=1", token: token)
            #expect(try slots.decoded(SlotAnswer.self).days.first?.slots.contains { $0.start == Garage.at(10, 15) } == true)
            let moved = try await mine(garage, .post, "/move", token, MoveBody(start: Garage.at(day: 5, 9)))
            #expect(moved.view?.appointment.start == Garage.at(day: 5, 9))
            let cancelled = try await mine(garage, .post, "/cancel", token, CancelBody(reason: .changedPlans))
            #expect(cancelled.view?.appointment.cancellation?.by == .customer)
            #expect(cancelled.view?.policy.canChange == false && cancelled.view?.policy.canCancel == false)
            #expect(try await mine(garage, .post, "/cancel", token, CancelBody(reason: .other)).slug == "not-possible-now")
        }
    }

    @Test func insideThePolicyWindowTheCustomerIsRefusedAndTheAdvisorIsNot() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            garage.clock.set(Garage.at(day: 2, 10).addingTimeInterval(1))
            for (path, body) in [
                ("/move", MoveBody(start: Garage.at(day: 5, 9)) as any Encodable & Sendable), ("/cancel", CancelBody(reason: .other)),
            ] {
                let answer = try await mine(garage, .post, path, booked.manageToken, body)
                #expect(answer.status == 409 && answer.slug == "policy-window")
            }
            #expect(try await mine(garage, .get, "", booked.manageToken).view?.policy.canChange == false)
            let path = "/v1/appointments/\(booked.appointment.id.text)/cancel"
            #expect(try await garage.staff(.post, path, CancelBody(reason: .other)).status == 200)
        }
    }

    @Test func aForgedExpiredOrVoidedLinkOpensNothing() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let token = booked.manageToken
            let forged = String(token.dropLast(2)) + (token.hasSuffix("AA") ? "BB" : "AA")
            for bad in [forged, "nonsense", String(token.dropLast(4)), token + "AA"] {
                let answer = try await mine(garage, .get, "", bad)
                #expect(answer.status == 401 && answer.slug == "link-invalid", "\(bad)")
            }
            #expect(try await garage.service.get("/v1/my/appointment").status == 401)
            let foreign = LinkSigner(secret: "another secret of thirty-two ...", publicURL: garage.service.context.publicURL)
            let claims = LinkClaims(appointment: booked.appointment.id, expires: Garage.at(day: 60, 0), generation: 1)
            #expect(try await mine(garage, .get, "", foreign.token(claims)).slug == "link-invalid")

            try await garage.service.database.execute("UPDATE appointments SET link_generation = 2")
            #expect(try await mine(garage, .get, "", token).slug == "link-invalid")
            garage.clock.set(booked.appointment.end.addingTimeInterval(30 * 86_400))
            #expect(try await mine(garage, .get, "", token).status == 410)
        }
    }

    @Test func aRenewedLinkVoidsTheOneBeforeAlsoAfterAMove() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let id = booked.appointment.id
            let renewed: AppointmentState = try await garage.staff(.post, "/v1/appointments/\(id.text)/link").decoded()
            #expect(renewed.version == 2 && renewed.start == booked.appointment.start)
            let token = String(try #require(renewed.manageUrl).split(separator: "#").last ?? "")
            #expect(try await mine(garage, .get, "", booked.manageToken).slug == "link-invalid")
            #expect(try await mine(garage, .post, "/move", token, MoveBody(start: Garage.at(day: 5, 9))).status == 200)
            #expect(try await mine(garage, .get, "", booked.manageToken).slug == "link-invalid")
            #expect(try await mine(garage, .get, "", token).view?.appointment.version == 3)
            #expect(try await garage.count("audit WHERE action = 'renew link' AND actor = 'advisor tester'") == 1)
        }
    }

    @Test func aTokenSaysWhatWasSigned() throws {
        let signer = LinkSigner(secret: Garage.secret, publicURL: try #require(URL(string: "https://pitcrew.test")))
        let claims = LinkClaims(appointment: UUID(), expires: Date(timeIntervalSince1970: 2_000_000_000), generation: 70_000)
        let token = signer.token(claims)
        #expect(try signer.verify(token, at: Date(timeIntervalSince1970: 1_999_999_999)) == claims)
        #expect(throws: BookingError.linkExpired) { try signer.verify(token, at: claims.expires) }
        #expect(token.allSatisfy { $0.isLetter || $0.isNumber || "-_".contains($0) } && token.count < 100)
    }

    struct Window: Sendable {
        let hoursAhead: Double
        let canMove: Bool
        let canCancel: Bool
    }

    @Test(arguments: [
        Window(hoursAhead: 49, canMove: true, canCancel: true), Window(hoursAhead: 48, canMove: true, canCancel: true),
        Window(hoursAhead: 47.9, canMove: false, canCancel: true), Window(hoursAhead: 2, canMove: false, canCancel: true),
        Window(hoursAhead: 1.9, canMove: false, canCancel: false), Window(hoursAhead: -1, canMove: false, canCancel: false),
    ])
    func eachChangeHasItsOwnWindow(_ row: Window) {
        let policy = Policy(move: Policy.Terms(window: .seconds(48 * 3_600)), cancel: Policy.Terms(window: .seconds(2 * 3_600)))
        let state = Samples.appointment()
        let view = policy.view(of: state, at: state.start.addingTimeInterval(-row.hoursAhead * 3_600))
        #expect(view.canChange == row.canMove && view.canCancel == row.canCancel)
    }

    @Test func theLinkOfAMovedAppointmentOutlivesItsNewTime() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let answer = try await garage.move(booked.appointment.id, to: Garage.at(day: 45, 10))
            let moved: AppointmentState = try answer.decoded()
            let token = String(try #require(moved.manageUrl).split(separator: "#").last ?? "")
            #expect(token != booked.manageToken)
            garage.clock.set(moved.start.addingTimeInterval(-3_600))
            #expect(try await mine(garage, .get, "", booked.manageToken).status == 410)
            #expect(try await mine(garage, .get, "", token).view?.appointment.id == moved.id)
        }
    }
}
