import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// All wait for ten o'clock on the third of March, when Ann, who alone can do it, is taken.
@Suite struct WaitingListTests {
    private static func wish(_ customer: String = "wanda@example.org", notAfter: String = "10:00") -> WaitingWish {
        let day = LocalDate(daysSince1970: 20_515)
        return WaitingWish(
            workshopId: Garage.workshop, serviceIds: [Garage.diagnosis], customer: CustomerInput(name: "Wanda Waiting", email: customer),
            vehicle: VehicleInput(plate: "B-PC 2", make: "VW", model: "Polo"), from: day, to: day, notBefore: "10:00", notAfter: notAfter
        )
    }

    private static func view(_ one: Waiter, in garage: Garage) async throws -> WaitingEntry {
        try await garage.service.send(.get, "/v1/my/waiting-list", token: one.token).decoded()
    }

    private static func answer(_ one: Waiter, _ how: String, in garage: Garage) async throws -> (status: Int, slug: String?) {
        let response = try await garage.service.send(.post, "/v1/my/waiting-list/\(how)", token: one.token)
        return (response.status, garage.slug(response))
    }

    /// A place that is taken, and those who wait for it, in this order.
    private static func waiting(_ count: Int, in garage: Garage) async throws -> (taken: AppointmentState, waiting: [Waiter]) {
        let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
        var waiting: [Waiter] = []
        for number in 0..<count {
            waiting.append(try await garage.join(wish("wanda\(number)@example.org")))
            garage.clock.advance(by: .seconds(1))
        }
        return (taken, waiting)
    }

    private static func cancel(_ appointment: AppointmentState, in garage: Garage) async throws {
        let answer = try await garage.staff(.post, "/v1/appointments/\(appointment.id.text)/cancel", CancelBody(reason: .changedPlans))
        try #require(answer.status == 200, "\(answer.text)")
    }

    @Test func whatIsFreedIsOfferedToTheFirstBeforeAnybodyElseSeesIt() async throws {
        try await Garage.open { garage in
            let (taken, waiting) = try await Self.waiting(2, in: garage)
            #expect(waiting.map(\.entry.ahead) == [0, 1])
            try await Self.cancel(taken, in: garage)
            // At once, unless the list is just being gone through.
            try await eventually("the first has an offer") { try await Self.view(waiting[0], in: garage).status == .offered }
            let first = try await Self.view(waiting[0], in: garage)
            #expect(first.offer?.start == Garage.at(10))
            #expect(try await Self.view(waiting[1], in: garage).status == .waiting)
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)) == false)

            let told = try await garage.service.tap.awaitEvent(.waitingListOffered, as: WaitingListOffer.self)
            #expect(told.id == first.id && told.start == Garage.at(10) && told.url == waiting[0].url && told.email == "wanda0@example.org")
            let accepted = try await garage.service.send(.post, "/v1/my/waiting-list/accept", token: waiting[0].token)
            let booked: BookedAppointment = try accepted.decoded()
            #expect(booked.appointment.start == Garage.at(10) && booked.appointment.customer.email == "wanda0@example.org")
            let after = try await Self.view(waiting[0], in: garage)
            #expect(after.status == .booked && after.appointmentId == booked.appointment.id && after.offer == nil)
            #expect(try await garage.count("holds") == 0)
            let again: BookedAppointment = try await garage.service.send(.post, "/v1/my/waiting-list/accept", token: waiting[0].token).decoded()
            #expect(again == booked, "an answer that was lost can be had again")
        }
    }

    @Test func theTransactionThatFreesAPlaceOffersIt() async throws {
        try await Garage.open { garage in
            let (taken, waiting) = try await Self.waiting(1, in: garage)
            let (database, day) = (garage.service.database, LocalDate(daysSince1970: 20_515))
            // Tried again where the list is just being gone through.
            try await eventually("it is offered with what frees it") {
                do {
                    return try await database.withTransaction { transaction in
                        _ = try await DayStore(clock: garage.clock).lock([day], of: Garage.workshop, in: transaction)
                        try await transaction.execute(AppointmentStore().releaseAllocations(of: taken.id))
                        let offers = garage.ledger(AppointmentStore()).offers
                        try await offers.offerFreed(on: [day], of: Garage.workshop, in: transaction)
                        let entry = try await WaitingStore().entry(waiting[0].entry.id, in: transaction)
                        guard entry.status == .offered else { throw BookingError.offerGone }
                        return entry.offer?.start == Garage.at(10)
                    }
                } catch BookingError.offerGone {
                    return false
                }
            }
        }
    }

    @Test func aDeclinedOrExpiredOfferGoesToTheNextAndNeverToTheSameAgain() async throws {
        try await Garage.open { garage in
            let (taken, waiting) = try await Self.waiting(3, in: garage)
            try await Self.cancel(taken, in: garage)
            try await eventually("the first has an offer") { try await Self.view(waiting[0], in: garage).status == .offered }
            #expect(try await Self.answer(waiting[0], "decline", in: garage).status == 200)
            try await eventually("the second has an offer") { try await Self.view(waiting[1], in: garage).status == .offered }
            garage.clock.advance(by: .seconds(7_200))
            try await eventually("the third has an offer") { try await Self.view(waiting[2], in: garage).status == .offered }
            #expect(try await Self.answer(waiting[1], "accept", in: garage) == (409, "offer-gone"))
            #expect(try await Self.answer(waiting[2], "leave", in: garage).status == 200)
            try await eventually("the place is free for everybody") { try await garage.starts(Garage.diagnosis).contains(Garage.at(10)) }
            #expect(try await Self.view(waiting[0], in: garage).status == .waiting)
            #expect(try await Self.view(waiting[1], in: garage).ahead == 1)
            #expect(try await Self.view(waiting[2], in: garage).status == .left)
            #expect(try await garage.count("waiting_list_offers") == 3)
        }
    }

    @Test func whoNeverAnswersWaitsNoMore() async throws {
        try await Garage.open { garage in
            let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let one = try await garage.join(Self.wish(notAfter: "11:45"))
            try await Self.cancel(taken, in: garage)
            for offers in 1...3 {
                try await eventually("so many offers were made") { try await garage.count("waiting_list_offers") == offers }
                garage.clock.advance(by: .seconds(7_200))
            }
            try await eventually("the waiting is over") { try await Self.view(one, in: garage).status == .closed }
            #expect(try await garage.count("(SELECT DISTINCT starts_at FROM waiting_list_offers) o") == 3)
        }
    }

    @Test func ofPlacesFreedTogetherTheFirstInTheListGetThemAndEachAnswersOnce() async throws {
        try await Garage.open(settings: ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]) { garage in
            let brakes = try await [
                garage.book(Garage.order(10)).appointment, garage.book(Garage.order(10, customer: "second@example.org")).appointment,
            ]
            var wish = Self.wish()
            wish.serviceIds = [Garage.brakes]
            var waiting: [Waiter] = []
            for number in 0..<5 {
                wish.customer.email = "wanda\(number)@example.org"
                waiting.append(try await garage.join(wish))
                garage.clock.advance(by: .seconds(1))
            }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for one in brakes { group.addTask { try await Self.cancel(one, in: garage) } }
                try await group.waitForAll()
            }
            try await eventually("both places are offered") { try await garage.count("waiting_list WHERE status = 'offered'") == 2 }
            let offered = [try await Self.view(waiting[0], in: garage).status, try await Self.view(waiting[1], in: garage).status]
            #expect(offered == [.offered, .offered])

            let first = waiting[0]
            let answers = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<12 {
                    group.addTask { try await Self.answer(first, number.isMultiple(of: 3) ? "decline" : "accept", in: garage).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(answers).isSubset(of: [200, 409]) && answers.contains(200), "\(answers)")
            #expect(try await garage.count("waiting_list_offers WHERE answer IS NOT NULL") == 1)
            let booked = try await garage.count("appointments WHERE status = 'booked'")
            #expect(booked == (try await Self.view(first, in: garage).status == .booked ? 1 : 0))
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func whoWaitedIsForgottenAMonthLaterAndSoIsAHoldThatNobodyTouched() async throws {
        try await Garage.open { garage in
            let one = try await garage.join(Self.wish())
            #expect(try await Self.answer(one, "leave", in: garage).status == 200)
            let hold = HoldOrder(workshopId: Garage.workshop, serviceIds: [Garage.diagnosis], start: Garage.at(10))
            #expect(try await garage.service.post("/v1/holds", hold, key: "hold").status == 201)
            for (days, waiting, holds) in [(0.0, 1, 1), (29, 1, 0), (31, 0, 0)] {
                let later = garage.clock.now() + days * 86_400
                _ = try await garage.service.database.withTransaction { transaction in
                    _ = try await HoldStore().forget(limit: 10, at: later, in: transaction)
                    return try await WaitingStore().forget(limit: 10, at: later, in: transaction)
                }
                #expect(try await garage.count("waiting_list") == waiting)
                #expect(try await garage.count("holds") == holds)
            }
        }
    }

    @Test func aWishThatBreaksARuleIsNamedAndNobodyFillsTheList() async throws {
        try await Garage.open { garage in
            var wish = Self.wish()
            wish.to = LocalDate(daysSince1970: 20_514)
            wish.notBefore = "25:00"
            let refused = try await garage.service.post("/v1/waiting-list", wish, key: "one")
            #expect(refused.status == 422 && refused.text.contains("\"to\"") && refused.text.contains("notBefore"))
            for number in 0..<JoinWaitingList.mostWishes {
                var another = Self.wish()
                another.vehicle.plate = "B-PC 1\(number)"
                _ = try await garage.join(another)
            }
            let sixth = try await garage.service.post("/v1/waiting-list", Self.wish("Wanda@Example.org"), key: "two")
            #expect(sixth.status == 409 && garage.slug(sixth) == "already-waiting")
            let stranger = try await garage.service.send(.get, "/v1/my/waiting-list", token: Base64Text.of("nobody"))
            #expect(stranger.status == 401)
            let page: WaitingPage = try await garage.staff(.get, "/v1/waiting-list?workshopId=\(Garage.workshop.text)&limit=3").decoded()
            #expect(page.items.count == 3 && page.nextCursor == page.items.last?.id)
        }
    }
}

private enum Base64Text {
    static func of(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
