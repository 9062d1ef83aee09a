import Contracts
import Foundation
import PostgreSQL
import Outbound
import TestSupport
import Testing

@testable import Booking

/// Policies at work: through the doors, and what they leave behind.
@Suite struct FeeTests {
    private static let fee = PolicyDocument(rules: [
        PolicyRule(
            name: "late changes cost", move: ChangeRule(fee: PolicyFee(percent: 10)), cancel: ChangeRule(fee: PolicyFee(percent: 50)),
            maximumMoves: 2
        ),
    ])

    @Test func rulesThatAnotherInstanceSetCountForTheNextSearch() async throws {
        try await Garage.open { garage in
            // What another instance's use case writes.
            func set(_ notice: Int, of workshop: UUID?) async throws {
                let document = PolicyDocument(rules: [PolicyRule(name: "notice", noticeMinutes: notice)])
                try await garage.service.database.withTransaction { try await PolicyStore().put(document, of: workshop, in: $0) }
            }
            func first() async throws -> Date? { try await garage.starts(Garage.brakes, day: 3).first }
            #expect(try await first() == Garage.at(8))
            for workshop in [nil, Garage.workshop] {
                try await set(3_000, of: workshop)
                #expect(try await first() != Garage.at(8), "\(workshop?.text ?? "group")")
                try await set(0, of: workshop)
                #expect(try await first() == Garage.at(8), "\(workshop?.text ?? "group")")
            }
        }
    }

    @Test func aFeeIsChargedOnceAgreedToAndStandsInStateEventAndTrail() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(Self.fee)
            let booked = try await garage.book(Garage.order(10))
            garage.clock.set(Garage.at(day: 2, 20))
            let view = try await garage.mine(.get, "", booked.manageToken).view
            let cost = Money(amount: 990, currency: "EUR")
            #expect(view?.policy.move?.costsNow == cost && view?.policy.movesLeft == 2 && view?.policy.canChange == true)

            for offer in [nil, 989, 0] {
                let body = MoveBody(start: Garage.at(14), acceptFee: offer)
                let refused = try await garage.service.send(.post, "/v1/my/appointment/move", body: body, token: booked.manageToken)
                #expect(refused.status == 409 && garage.slug(refused) == "fee-applies")
                struct Answer: Decodable { let fee: Money }
                #expect(try refused.decoded(Answer.self).fee == cost)
            }
            let moved = try await garage.mine(.post, "/move", booked.manageToken, MoveBody(start: Garage.at(14), acceptFee: 990)).view
            let charged = [ChargedFee(change: .move, amount: cost, at: Garage.at(day: 2, 20))]
            #expect(moved?.appointment.fees == charged && moved?.appointment.moves == 1 && moved?.policy.movesLeft == 1)
            let event = try await garage.service.tap.awaitEvent(.appointmentUpdated, as: AppointmentState.self)
            #expect(event.fees == charged)
            let cancel = CancelBody(reason: .illness, note: "flu", acceptFee: 4_950)
            let cancelled = try await garage.mine(.post, "/cancel", booked.manageToken, cancel).view
            #expect(cancelled?.appointment.fees?.map(\.amount.amount) == [990, 4_950])
            let rows = try await garage.service.database.query("""
                SELECT reason, n.note, before, after FROM audit LEFT JOIN audit_notes n USING (workshop_id, sequence)
                ORDER BY sequence DESC LIMIT 1
                """)
            #expect(try rows[0].get("reason", as: String.self) == "illness" && rows[0].get("note", as: String.self) == "flu")
            #expect(try rows[0].json("before", as: AuditEntry.Snapshot.self).fees?.count == 1)
            #expect(try rows[0].json("after", as: AuditEntry.Snapshot.self).fees?.map(\.amount.amount) == [990, 4_950])
        }
    }

    @Test func aCustomerMovesAsOftenAsThePolicySaysAndStaffMoreOften() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(Self.fee, of: Garage.workshop)
            let booked = try await garage.book(Garage.order(10, day: 5))
            for hour in [11, 12] {
                #expect(try await garage.mine(.post, "/move", booked.manageToken, MoveBody(start: Garage.at(day: 5, hour))).status == 200)
            }
            let third = MoveBody(start: Garage.at(day: 5, 13))
            #expect(try await garage.mine(.post, "/move", booked.manageToken, third).slug == "too-many-moves")
            let path = "/v1/appointments/\(booked.appointment.id.text)/move"
            let refused = try await garage.staff(.post, path, third)
            #expect(refused.status == 422 && refused.text.contains("\"reason\""), "staff say why they go past it")
            let moved: AppointmentState = try await garage.staff(.post, path, MoveBody(start: third.start, reason: .goodwill)).decoded()
            #expect(moved.moves == 2, "only the customer's own moves count")
            #expect(try await garage.count("audit WHERE action = 'move' AND reason = 'goodwill' AND actor = 'advisor tester'") == 1)
        }
    }

    @Test func aCustomerHasAsManyAppointmentsAheadAsThePolicySaysAlsoInARace() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(PolicyDocument(rules: [
                PolicyRule(name: "two ahead", maximumOpen: 2),
                PolicyRule(name: "gold", when: PolicyMatch(tiers: ["gold"]), maximumOpen: 3),
            ]))
            let answers = try await withThrowingTaskGroup(of: OutboundResponse.self) { group in
                for hour in 9..<15 { group.addTask { try await garage.post(Garage.order(hour)) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.status == 201 } == 2)
            #expect(garage.slugs(answers.filter { $0.status != 201 }) == ["too-many-open"])
            #expect(try await garage.post(Garage.order(10, day: 4, customer: "another@example.org")).status == 201)
            let customer = NaturalIdentity.customer(email: "eve@example.org")
            try await garage.service.database.execute("INSERT INTO customer_tiers VALUES (\(customer), 'gold', 1)")
            #expect(try await garage.post(Garage.order(10, day: 5)).status == 201)
            #expect(try await garage.slug(garage.post(Garage.order(11, day: 5))) == "too-many-open")
        }
    }

    @Test func noticeAndHorizonOfARuleCountInSearchAndBooking() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(PolicyDocument(rules: [
                PolicyRule(name: "diagnosis", when: PolicyMatch(serviceIds: [Garage.diagnosis]), noticeMinutes: 2_880, horizonDays: 3),
            ]))
            #expect(try await garage.starts(Garage.diagnosis, day: 3).isEmpty)
            #expect(try await !garage.starts(Garage.brakes, day: 3).isEmpty)
            #expect(try await !garage.starts(Garage.diagnosis, day: 4).isEmpty)
            #expect(try await garage.starts(Garage.diagnosis, day: 6).isEmpty)
            #expect(try await garage.slug(garage.post(Garage.order(10, of: Garage.diagnosis))) == "start-too-soon")
            #expect(try await garage.slug(garage.post(Garage.order(10, day: 6, of: Garage.diagnosis))) == "start-too-far")
            #expect(try await garage.post(Garage.order(10, day: 4, of: Garage.diagnosis)).status == 201)
        }
    }

    @Test func whoChangesTheRulesIsNotedWithWhatTheyWere() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(Self.fee, of: Garage.workshop)
            try await garage.setPolicies(Self.fee, of: Garage.workshop)
            try await garage.setPolicies(.empty, of: Garage.workshop)
            try await garage.setPolicies(Self.fee)
            let database = garage.service.database
            let rows = try await database.query("SELECT workshop_id, version, actor, before, after FROM policy_changes ORDER BY id")
            #expect(try rows.map { try $0.json("before", as: PolicyDocument.self) } == [.empty, Self.fee, .empty])
            #expect(try rows.map { try $0.json("after", as: PolicyDocument.self) } == [Self.fee, .empty, Self.fee])
            #expect(try rows.map { try $0.getIfPresent("workshop_id", as: UUID.self) } == [Garage.workshop, Garage.workshop, nil])
            #expect(try rows.map { try $0.get("version", as: Int64.self) } == [1, 2, 1])
            #expect(try rows.allSatisfy { try $0.get("actor", as: String.self) == "advisor tester" })
            await #expect(throws: PostgresError.self) { try await database.execute("UPDATE policy_changes SET actor = 'nobody'") }
        }
    }

    @Test func rulesAreReadAndWrittenByWhoMayAndUnknownReasonsAreRefused() async throws {
        try await Garage.open { garage in
            try await garage.setPolicies(Self.fee)
            let desk = try garage.service.token(scopes: ["appointments"])
            let read = try await garage.service.get("/v1/policies", token: desk)
            #expect(try read.decoded(PolicyDocument.self) == Self.fee && read.headers["ETag"] == "\"1\"")
            try await garage.setPolicies(Self.fee)
            #expect(try await garage.service.get("/v1/policies", token: desk).headers["ETag"] == "\"1\"", "the same again changes nothing")
            #expect(try await garage.service.send(.put, "/v1/policies", body: Self.fee, token: desk).status == 403)
            let nowhere = "/v1/workshops/\(UUID().text)/policies"
            let clerk = try garage.service.token(scopes: ["catalogue"])
            #expect(try await garage.slug(garage.service.send(.put, nowhere, body: Self.fee, token: clerk)) == "unknown-workshop")
            let booked = try await garage.book(Garage.order(10))
            let body = RawBody(#"{"reason": "because"}"#)
            let json = [("Content-Type", "application/json")]
            let answer = try await garage.service.send(
                .post, "/v1/my/appointment/cancel", body: body, token: booked.manageToken, headers: json
            )
            #expect((400...422).contains(answer.status) && answer.text.contains("must be one of the documented values"))
            let path = "/v1/appointments/\(booked.appointment.id.text)/no-show"
            #expect(try await garage.staff(.post, path + "?reason=no_answer").status == 200)
            #expect(try await garage.count("audit WHERE action = 'no_show' AND reason = 'no_answer'") == 1)
        }
    }
}
