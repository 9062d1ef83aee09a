import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

/// What is proposed may be had by who asked, and goes as far as the work does.
@Suite struct ProposalRuleTests {
    /// Two days' notice and four days ahead for customers.
    private static let rules = PolicyDocument(rules: [
        PolicyRule(name: "diagnosis", when: PolicyMatch(serviceIds: [Garage.diagnosis]), noticeMinutes: 2_880, horizonDays: 4),
    ])

    private func alternatives(_ refused: OutboundResponse) throws -> [Date] {
        struct Answer: Decodable { let alternatives: [Period] }
        try #require(refused.status == 409, "\(refused.text)")
        return try refused.decoded(Answer.self).alternatives.map(\.start)
    }

    /// Nothing is left of Wednesday; Tuesday afternoon is nearer to its morning than Thursday's is.
    private func fillWednesday(in garage: Garage) async throws {
        for hour in [8, 10, 12, 14, 16] { _ = try await garage.book(Garage.order(hour, day: 4, of: Garage.diagnosis)) }
    }

    @Test func alternativesKeepTheRulesOfWhoAsks() async throws {
        try await Garage.open { garage in
            try await fillWednesday(in: garage)
            let mine = try await garage.book(Garage.order(8, day: 5, of: Garage.diagnosis, customer: "mine@example.org"))
            try await garage.setPolicies(Self.rules)
            let order = Garage.order(8, day: 4, of: Garage.diagnosis)
            let open = Garage.at(day: 5, 8)..<Garage.at(day: 6, 6)
            let booking = try alternatives(try await garage.post(order))
            #expect(booking.count == 5 && booking.allSatisfy(open.contains), "\(booking)")
            let hold = HoldOrder(workshopId: Garage.workshop, serviceIds: [Garage.diagnosis], start: order.start)
            #expect(try alternatives(try await garage.service.post("/v1/holds", hold, key: "hold")).allSatisfy(open.contains))
            let moving = try await garage.service.send(
                .post, "/v1/my/appointment/move", body: MoveBody(start: order.start), token: mine.manageToken)
            #expect(try alternatives(moving).allSatisfy(open.contains))
            let byStaff = try alternatives(try await garage.move(mine.appointment.id, to: order.start))
            #expect(byStaff.contains(Garage.at(16)), "no rule binds staff: \(byStaff)")
            var chosen = order
            chosen.start = try #require(booking.last)
            #expect(try await garage.post(chosen).status == 201)
        }
    }

    @Test func aPlaceThatOnlyStaffMayGiveIsToldWithTheRule() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(8, day: 5, of: Garage.diagnosis)).appointment
            try await garage.setPolicies(Self.rules)
            func refusal(_ start: Date) async throws -> RefusalAnswer {
                try await garage.staff(.get, "/v1/appointments/\(mine.id.text)/refusal?start=\(Timestamp.text(start))").decoded()
            }
            let soon = try await refusal(Garage.at(10))
            #expect(soon.possible && soon.policy == ["start_too_soon"])
            #expect(soon.sentence == "It can start then. Its customer could not do it without asking: the rules want more notice.")
            #expect(try await refusal(Garage.at(day: 9, 10)).policy == ["start_too_far"])
            #expect(try await refusal(Garage.at(day: 5, 10)).policy == [])
            garage.clock.set(Garage.at(day: 4, 10))
            #expect(try await refusal(Garage.at(day: 6, 12)).policy == ["policy_window"])
        }
    }

    @Test func workThatEndsDaysLaterIsExplainedAndOfferedToTheEnd() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray(nights: 2)
            let mine = try await garage.book(Garage.order(17, of: Garage.respray)).appointment
            #expect(mine.end == Garage.at(day: 5, 9))
            let path = "/v1/appointments/\(mine.id.text)/refusal?start=\(Timestamp.text(Garage.at(day: 4, 17)))"
            let refusal: RefusalAnswer = try await garage.staff(.get, path).decoded()
            #expect(refusal.possible, "\(refusal.sentence)")

            let day = LocalDate(daysSince1970: 20_516)
            let wish = WaitingWish(
                workshopId: Garage.workshop, serviceIds: [Garage.respray],
                customer: CustomerInput(name: "Wanda Waiting", email: "wanda@example.org"),
                vehicle: VehicleInput(plate: "B-PC 2", make: "VW", model: "Polo"), from: day, to: day, notBefore: "17:00"
            )
            let joined = try await garage.join(wish)
            try await eventually("it is offered") {
                try await WaitingStore().entry(joined.entry.id, in: garage.service.database).offer?.end == Garage.at(day: 6, 9)
            }
        }
    }
}
