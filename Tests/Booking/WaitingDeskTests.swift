import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// What advisors do with the waiting list.
@Suite struct WaitingDeskTests {
    private static func changes(_ garage: Garage) async throws -> [WaitingChange] {
        let page: WaitingChangePage = try await garage.staff(.get, "/v1/waiting-list/changes?workshopId=\(Garage.workshop.text)").decoded()
        return page.items
    }

    @Test func whoIsTakenOffTheListGetsNothingMoreAndWhatTheyWereOfferedGoesToTheNext() async throws {
        try await Garage.open { garage in
            let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let first = try await garage.join(Garage.wish("first@example.org"))
            garage.clock.advance(by: .seconds(1))
            let second = try await garage.join(Garage.wish("second@example.org"))
            _ = try await garage.staff(.post, "/v1/appointments/\(taken.id.text)/cancel", CancelBody(reason: .changedPlans))
            try await eventually("the first has an offer") { try await garage.entry(first.token).status == .offered }
            let stale = try await garage.tend(first.entry.id, "remove", RemoveWaitingBody(reason: .noAnswer), ifMatch: 1)
            #expect(stale.status == 412)
            let gone = try await garage.tend(first.entry.id, "remove", RemoveWaitingBody(reason: .noAnswer))
            let entry: WaitingEntry = try gone.decoded()
            #expect(gone.status == 200 && entry.status == .closed && entry.removedFor == .noAnswer && entry.offer == nil)
            try await eventually("the second has it") { try await garage.entry(second.token).offer?.start == Garage.at(10) }
            let again = try await garage.tend(first.entry.id, "remove", RemoveWaitingBody(reason: .noAnswer))
            #expect(again.status == 409 && garage.slug(again) == "not-possible-now")
            let noted = try #require(try await Self.changes(garage).first)
            #expect(noted.action == .remove && noted.reason == .noAnswer && noted.actor == "advisor tester" && noted.start == Garage.at(10))
            #expect(noted.entryId == first.entry.id && noted.version == entry.version)
        }
    }

    @Test func aPlaceIsOfferedToWhomStaffChooseAndHeldForThemAlone() async throws {
        try await Garage.open { garage in
            let first = try await garage.join(Garage.wish("first@example.org", notAfter: "10:00"))
            try await eventually("the first has ten o'clock") { try await garage.entry(first.token).status == .offered }
            let second = try await garage.join(Garage.wish("second@example.org"))
            let third = try await garage.join(Garage.wish("third@example.org"))
            let body = OfferBody(start: Garage.at(day: 4, 8), reason: .customerRequest)
            let offered = try await garage.tend(third.entry.id, "offer", body, ifMatch: Int(third.entry.version))
            let entry: WaitingEntry = try offered.decoded()
            #expect(offered.status == 200 && entry.status == .offered && entry.offer?.start == Garage.at(day: 4, 8), "\(offered.text)")
            #expect(try await garage.starts(Garage.diagnosis, day: 4).contains(Garage.at(day: 4, 8)) == false)
            _ = try await garage.service.tap.awaitEvent(.waitingListOffered, as: WaitingListOffer.self) { $0.email == "third@example.org" }
            #expect(try await garage.entry(second.token).status == .waiting)
            let noted = try #require(try await Self.changes(garage).first)
            #expect(noted.action == .offer && noted.start == Garage.at(day: 4, 8) && noted.reason == .customerRequest)

            let again = try await garage.tend(third.entry.id, "offer", body)
            #expect(again.status == 409 && garage.slug(again) == "not-possible-now")
            let other = try await garage.tend(second.entry.id, "offer", body)
            #expect(other.status == 409 && garage.slug(other) == "slot-taken")
            #expect(try await garage.overlaps() == 0)
            #expect(try await garage.service.send(.post, "/v1/my/waiting-list/decline", token: third.token).status == 200)
            #expect(try await garage.tend(third.entry.id, "offer", body).status == 200, "staff may offer again what was declined")
        }
    }

    @Test func withoutAStartTheFirstThatSuitsIsOffered() async throws {
        try await Garage.open { garage in
            let ahead = try await garage.join(Garage.wish("ahead@example.org"))
            try await eventually("ten o'clock is on offer") { try await garage.entry(ahead.token).status == .offered }
            let one = try await garage.join(Garage.wish("one@example.org"))
            let none = try await garage.tend(one.entry.id, "offer", OfferBody())
            #expect(none.status == 409 && garage.slug(none) == "nothing-free")
            #expect(try await Self.changes(garage).isEmpty)
            _ = try await garage.service.send(.post, "/v1/my/waiting-list/leave", token: ahead.token)
            try await eventually("it is offered, by staff or by its turn") {
                _ = try await garage.tend(one.entry.id, "offer", OfferBody())
                return try await garage.entry(one.token).offer?.start == Garage.at(10)
            }
        }
    }

    @Test func whoHasNotConfirmedIsOfferedNothingAndAStartNeedsTimeToAnswer() async throws {
        try await Garage.open { garage in
            let asked: JoinedWaitingList = try await garage.askToWait(Garage.wish()).decoded()
            let refused = try await garage.tend(asked.entry.id, "offer", OfferBody(start: Garage.at(day: 4, 8)))
            #expect(refused.status == 409 && refused.text.contains("unconfirmed"))
            let soon = try await garage.tend(asked.entry.id, "offer", OfferBody(start: garage.clock.now() + 600))
            #expect(soon.status == 422 && soon.text.contains("start") && soon.text.contains("half an hour"))
            #expect(try await garage.tend(asked.entry.id, "remove", RemoveWaitingBody(reason: .correction)).status == 200)
            #expect(try await garage.tend(UUID(), "remove", RemoveWaitingBody(reason: .correction)).status == 404)
            let customer = try garage.service.token(scopes: ["own"], kind: "customer", subject: UUID().text)
            let path = "/v1/waiting-list/\(asked.entry.id.text)/remove"
            let forbidden = try await garage.service.send(.post, path, body: RemoveWaitingBody(reason: .correction), token: customer)
            #expect(forbidden.status == 403)
        }
    }

    @Test func whatStaffDidCannotBeEditedOrDeleted() async throws {
        try await Garage.open { garage in
            let one = try await garage.join(Garage.wish())
            #expect(try await garage.tend(one.entry.id, "remove", RemoveWaitingBody(reason: .correction)).status == 200)
            #expect(try await garage.refuses("UPDATE waiting_list_changes SET actor = 'nobody'"))
            #expect(try await garage.refuses("DELETE FROM waiting_list_changes"))
        }
    }
}
