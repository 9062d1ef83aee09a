import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

@Suite struct ExceptionTests {
    /// Booked for Tuesday 10:00; it is Monday 12:00, too late for the customer to change it.
    private func late(_ garage: Garage, _ order: BookingOrder = Garage.order(10)) async throws -> BookedAppointment {
        let booked = try await garage.book(order)
        garage.clock.set(Garage.at(day: 2, 12))
        return booked
    }

    private func move(to start: Date, acceptFee: Int? = nil) -> ExceptionWish {
        ExceptionWish(kind: .move, start: start, reason: .illness, note: "my back", acceptFee: acceptFee)
    }

    private func expire(_ garage: Garage) throws -> ExpireExceptions {
        let appointments = AppointmentStore()
        let ledger = garage.ledger(appointments)
        return ExpireExceptions(
            database: garage.service.database, appointments: appointments, ledger: ledger,
            metrics: ExceptionMetrics(garage.service.context.metrics), clock: garage.clock, logger: garage.service.context.logger
        )
    }

    @Test func whatThePolicyRefusesWaitsForAnAdvisorAndIsDoneOnApproval() async throws {
        try await Garage.open { garage in
            let booked = try await late(garage)
            let request = try await garage.asked(move(to: Garage.at(day: 4, 9)), booked.manageToken)
            #expect(request.dueAt == Garage.at(day: 2, 16), "four hours of opening time later")
            let requested = try await garage.service.tap.awaitEvent(.exceptionRequested, as: ExceptionState.self)
            #expect(requested.status == .pending && requested.refusal == "policy-window" && requested.note == "my back")
            let list = try await garage.exceptions()
            #expect(list.open == 1 && list.overdue == 0 && list.items.first?.appointment.id == booked.appointment.id)

            let answer = try await garage.decide(request.id, "approve", ApproveBody(note: "get well"), ifMatch: 1)
            let decided: ExceptionState = try answer.decoded()
            #expect(decided.status == .approved && decided.decision?.start == Garage.at(day: 4, 9) && answer.headers["ETag"] == "\"2\"")
            let event = try await garage.service.tap.awaitEvent(.exceptionDecided, as: ExceptionState.self)
            var asStored = event
            asStored.appointment = nil
            #expect(asStored == decided)
            // Of the change the decision's letter tells: it has what that needs, and the change says so.
            #expect(event.appointment?.start == Garage.at(day: 4, 9) && event.appointment?.granted == request.id)
            let change = try await garage.service.tap.awaitEvent(.appointmentUpdated, as: AppointmentState.self)
            #expect(change == event.appointment)
            let view = try await garage.mine(.get, "", booked.manageToken).view
            #expect(view?.appointment.start == Garage.at(day: 4, 9) && view?.appointment.fees == nil)
            #expect(view?.exception?.status == .approved && view?.exception?.note == "get well")
            let rows = try await garage.service.database.query("""
                SELECT action, actor, reason, n.note FROM audit LEFT JOIN audit_notes n USING (workshop_id, sequence) ORDER BY sequence
                """)
            #expect(try rows.map { try $0.get("action", as: String.self) } == ["book", "request move", "move", "request approved"])
            #expect(try rows[1].get("note", as: String.self) == "my back" && rows[1].get("reason", as: String.self) == "illness")
            #expect(try rows[2].get("actor", as: String.self) == "advisor tester" && rows[2].get("reason", as: String.self) == "illness")
            #expect(try await garage.exceptions().open == 0)
            #expect(try await garage.exceptions("&status=approved").items.count == 1)
            let relinked = try await garage.staff(.post, "/v1/appointments/\(booked.appointment.id.text)/link")
            let next: AppointmentState = try relinked.decoded()
            #expect(next.granted == nil, "the next change grants nothing")
        }
    }

    @Test func aTakenSlotLeavesTheRequestPendingWithAlternatives() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(9, day: 4, of: Garage.diagnosis))
            let booked = try await late(garage, Garage.order(10, of: Garage.diagnosis, customer: "late@example.org"))
            let request = try await garage.asked(move(to: Garage.at(day: 4, 10)), booked.manageToken)
            let refused = try await garage.decide(request.id, "approve", ApproveBody())
            #expect(refused.status == 409 && garage.slug(refused) == "slot-taken")
            struct Answer: Decodable { let alternatives: [Period] }
            let free = try #require(try refused.decoded(Answer.self).alternatives.first { $0.start > Garage.at(day: 4, 10) })
            #expect(try await garage.exceptions().items.first?.exception.version == 1)
            #expect(try await garage.count("audit WHERE action = 'request approved'") == 0)
            let granted = try await garage.decide(request.id, "override", OverrideBody(reason: .noCapacity, start: free.start))
            #expect(try granted.decoded(ExceptionState.self).decision?.start == free.start)
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func ofSeveralAdvisorsWhoDecideAtOnceOneDoes() async throws {
        try await Garage.open { garage in
            let booked = try await late(garage)
            let request = try await garage.asked(move(to: Garage.at(day: 4, 9)), booked.manageToken).id
            let answers = try await withThrowingTaskGroup(of: OutboundResponse.self) { group in
                for round in 0..<6 {
                    group.addTask {
                        try await round.isMultiple(of: 2)
                            ? garage.decide(request, "approve", ApproveBody()) : garage.decide(request, "decline", DeclineBody(reason: .tooOften))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(garage.slugs(answers.filter { $0.status != 200 }).isSubset(of: ["exception-settled", "changed-meanwhile"]))
            let state = try await garage.service.database.query("SELECT status FROM exceptions")[0].get("status", as: String.self)
            let moved = try await garage.mine(.get, "", booked.manageToken).view?.appointment.start == Garage.at(day: 4, 9)
            #expect(moved == (state == "approved"))
            #expect(try await garage.count("audit WHERE action LIKE 'request %'") == 2)
        }
    }

    @Test func aFeeIsSparedByAnOverrideForAReasonOrChargedWhereAgreedTo() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(PolicyDocument(rules: [
                PolicyRule(name: "fee", cancel: ChangeRule(fee: PolicyFee(percent: 50)), decisionMinutes: 30),
            ]))
            let booked = try await late(garage)
            let other = try await garage.book(Garage.order(11, customer: "other@example.org"))
            let wish = ExceptionWish(kind: .cancel, reason: .illness)
            let spared = try await garage.asked(wish, booked.manageToken)
            #expect(spared.dueAt == Garage.at(day: 2, 12, 30))
            #expect(try await garage.slug(garage.decide(spared.id, "approve", ApproveBody())) == "fee-applies")
            let noReason = try await garage.service.send(
                .post, "/v1/exceptions/\(spared.id.text)/override", body: RawBody("{}"),
                token: try garage.service.token(scopes: ["appointments"]), headers: [("Content-Type", "application/json")]
            )
            #expect((400...422).contains(noReason.status) && noReason.text.contains("\"reason\""))
            let greedy = try await garage.decide(spared.id, "override", OverrideBody(reason: .goodwill, fee: 100))
            #expect(greedy.status == 422 && greedy.text.contains("\"fee\""), "nothing is charged that was not agreed to")
            let granted: ExceptionState = try await garage.decide(spared.id, "override", OverrideBody(reason: .goodwill)).decoded()
            #expect(granted.status == .overridden && granted.decision?.charged == nil && granted.decision?.reason == "goodwill")
            let view = try await garage.mine(.get, "", booked.manageToken).view
            #expect(view?.appointment.status == .cancelled && view?.appointment.fees == nil)
            #expect(view?.appointment.cancellation?.reason == "illness")

            #expect(try await garage.slug(garage.ask(ExceptionWish(kind: .cancel, reason: .illness, acceptFee: 1), other.manageToken))
                == "fee-applies")
            let agreed = try await garage.asked(ExceptionWish(kind: .cancel, reason: .illness, acceptFee: 4_950), other.manageToken)
            let charged: ExceptionState = try await garage.decide(agreed.id, "approve", ApproveBody()).decoded()
            #expect(charged.decision?.charged == Money(amount: 4_950, currency: "EUR"))
            #expect(try await garage.mine(.get, "", other.manageToken).view?.appointment.fees?.map(\.amount.amount) == [4_950])
        }
    }

    @Test func decliningNeedsAReasonAndLeavesTheAppointment() async throws {
        try await Garage.open { garage in
            let booked = try await late(garage)
            let request = try await garage.asked(move(to: Garage.at(day: 4, 9)), booked.manageToken)
            #expect(try await garage.slug(garage.decide(request.id, "decline", DeclineBody(reason: .noCapacity), ifMatch: 7))
                == "version-mismatch")
            let answer = try await garage.decide(request.id, "decline", DeclineBody(reason: .noCapacity, note: "all lifts are taken"))
            #expect(try answer.decoded(ExceptionState.self).status == .declined)
            let view = try await garage.mine(.get, "", booked.manageToken).view
            #expect(view?.appointment == booked.appointment && view?.exception?.reason == "no_capacity")
            #expect(try await garage.slug(garage.decide(request.id, "approve", ApproveBody())) == "exception-settled")
            #expect(try await garage.ask(move(to: Garage.at(day: 4, 9)), booked.manageToken).status == 201, "one may ask again")
        }
    }

    @Test func aChangeOfTheAppointmentMakesARequestMootAndAnotherLinkDoesNot() async throws {
        try await Garage.open { garage in
            let booked = try await late(garage)
            let request = try await garage.asked(move(to: Garage.at(day: 4, 9)), booked.manageToken)
            _ = try await garage.staff(.post, "/v1/appointments/\(booked.appointment.id.text)/link")
            #expect(try await garage.exceptions().open == 1)
            let path = "/v1/appointments/\(booked.appointment.id.text)/move"
            _ = try await garage.staff(.post, path, MoveBody(start: Garage.at(day: 5, 9), reason: .customerRequest))
            let event = try await garage.service.tap.awaitEvent(.exceptionDecided, as: ExceptionState.self)
            #expect(event.id == request.id && event.status == .moot && event.decision?.by == "system")
            #expect(try await garage.exceptions().open == 0)
            #expect(try await garage.slug(garage.decide(request.id, "approve", ApproveBody())) == "exception-settled")
            #expect(try await garage.count("audit WHERE action = 'request moot'") == 1)
        }
    }

    @Test func aRequestWaitsForAChangeThatIsUnderWayAndIsThenRefused() async throws {
        try await Garage.open { garage in
            let booked = try await late(garage)
            let asking = try await garage.service.database.withTransaction { transaction in
                _ = try await transaction.execute("UPDATE appointments SET version = version + 1")
                let asking = Task { try await garage.ask(ExceptionWish(kind: .cancel, reason: .other), booked.manageToken) }
                try await eventually("the request waits, or was taken all the same") {
                    let waiting = try await garage.count("pg_locks WHERE NOT granted")
                    let taken = try await garage.count("exceptions")
                    return waiting > 0 || taken > 0
                }
                return asking
            }
            #expect(try await garage.slug(asking.value) == "changed-meanwhile")
            #expect(try await garage.count("exceptions") == 0)
        }
    }

    @Test func aRequestExpiresWhenTheAppointmentsTimeComes() async throws {
        try await Garage.open { garage in
            let booked = try await late(garage)
            _ = try await garage.asked(move(to: Garage.at(day: 4, 9)), booked.manageToken)
            let clock = try expire(garage)
            garage.clock.set(booked.appointment.start.addingTimeInterval(-1))
            #expect(try await clock.expire() == 0)
            try await clock.count()
            let figures = garage.service.context.metrics.render()
            #expect(figures.contains("pitcrew_booking_exceptions_open 1") && figures.contains("pitcrew_booking_exceptions_overdue 1"))
            #expect(try await garage.exceptions("&overdue=true").items.map(\.overdue) == [true])
            garage.clock.set(booked.appointment.start)
            _ = try await clock.expire()
            let event = try await garage.service.tap.awaitEvent(.exceptionDecided, as: ExceptionState.self)
            #expect(event.status == .expired)
            try await clock.count()
            #expect(garage.service.context.metrics.render().contains("pitcrew_booking_exceptions_open 0"))
        }
    }

    @Test func onlyWhatThePolicyRefusesIsAskedForAndOnceAtATime() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            #expect(try await garage.slug(garage.ask(move(to: Garage.at(day: 4, 9)), booked.manageToken)) == "exception-not-needed")
            garage.clock.set(Garage.at(day: 2, 12))
            let without = try await garage.ask(ExceptionWish(kind: .move, reason: .other), booked.manageToken)
            #expect(without.status == 422 && without.text.contains("\"start\""))
            let long = ExceptionWish(kind: .cancel, reason: .other, note: String(repeating: "x", count: 1_601))
            #expect(try await garage.ask(long, booked.manageToken).text.contains("\"note\""))
            #expect(try await garage.slug(garage.ask(move(to: Garage.at(day: 1, 9)), booked.manageToken)) == "start-in-past")
            let key = UUID().text
            let first = try await garage.ask(move(to: Garage.at(day: 4, 9)), booked.manageToken, key: key)
            let again = try await garage.ask(move(to: Garage.at(day: 4, 9)), booked.manageToken, key: key)
            #expect(first.status == 201 && again.text == first.text, "the same key gets the same answer")
            #expect(try await garage.slug(garage.ask(move(to: Garage.at(day: 4, 9)), booked.manageToken)) == "exception-pending")
            #expect(try await garage.service.get("/v1/exceptions?workshopId=\(Garage.workshop.text)", token: booked.manageToken).status == 401)
        }
    }

    @Test func theListIsReadPageByPageInTheOrderOfWhatIsDue() async throws {
        try await Garage.open { garage in
            let all = try await (9..<14).asyncMap { try await garage.book(Garage.order($0, customer: "c\($0)@example.org")) }
            for (minute, one) in all.enumerated().reversed() {
                garage.clock.set(Garage.at(day: 2, 14, minute))
                _ = try await garage.asked(ExceptionWish(kind: .cancel, reason: .other), one.manageToken)
            }
            var seen: [UUID] = []
            var cursor = ""
            repeat {
                let page = try await garage.exceptions("&limit=2&kind=cancel\(cursor)")
                seen += page.items.map(\.appointment.id)
                cursor = page.nextCursor.map { "&cursor=\($0.text)" } ?? ""
            } while !cursor.isEmpty
            #expect(seen == all.map(\.appointment.id))
            #expect(try await garage.exceptions("&kind=move").items.isEmpty)
        }
    }

    struct Due: Sendable {
        let minutes: Int
        let from: Date
        let due: Date
    }

    /// Open on weekdays from 08:00 to 18:00; 6 March 2026 is a Friday, and on the 29th the clock is put forward.
    @Test(arguments: [
        Due(minutes: 240, from: Garage.at(day: 2, 12), due: Garage.at(day: 2, 16)),
        Due(minutes: 240, from: Garage.at(day: 2, 16), due: Garage.at(day: 3, 10)),
        Due(minutes: 240, from: Garage.at(day: 2, 6), due: Garage.at(day: 2, 12)),
        Due(minutes: 240, from: Garage.at(day: 6, 17), due: Garage.at(day: 9, 11)),
        Due(minutes: 240, from: Garage.at(day: 7, 12), due: Garage.at(day: 9, 12)),
        Due(minutes: 600, from: Garage.at(day: 2, 8), due: Garage.at(day: 2, 18)),
        Due(minutes: 60, from: Garage.at(day: 27, 18), due: Garage.at(day: 30, 8)),
    ])
    func aDecisionsTimeRunsWhileTheWorkshopIsOpen(_ row: Due) {
        let hours = (1...5).map { OpeningHours(weekday: $0, from: "08:00", to: "18:00") }
        let model = WorkshopModel(
            id: Garage.workshop, revision: 1,
            definition: WorkshopDefinition(
                name: "W", timeZone: "Europe/Berlin", country: "DE", currency: "EUR", address: "A", opens: hours
            ),
            technicians: [:], bays: [:], tools: [:], services: []
        )
        #expect(OpeningTime.after(row.minutes, from: row.from, in: model) == row.due)
    }
}

extension Sequence where Self: Sendable {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
