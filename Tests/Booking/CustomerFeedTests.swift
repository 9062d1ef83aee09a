import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import Booking

/// A signed-in customer's calendar of all their appointments, read by Python's `icalendar`.
@Suite struct CustomerFeedTests {
    private struct ReadFeed: Decodable {
        struct Event: Decodable {
            let uid, status, summary: String
            let sequence: Int
            let url: String?
            /// By the zone database, and by the document's own zone.
            let start: [String]
        }
        let method: String
        let events: [Event]
        let errors: [String]
    }

    private static let eve = NaturalIdentity.customer(email: "eve@example.org")

    private static func token(_ customer: UUID, _ garage: Garage) throws -> String {
        try garage.service.token(scopes: ["own"], kind: "customer", subject: customer.text)
    }

    private static func calendar(
        _ method: OutboundRequest.Method, _ path: String = "", by customer: UUID = eve, in garage: Garage
    ) async throws -> String? {
        let answer = try await garage.service.send(method, "/v1/my/calendar\(path)", token: try token(customer, garage))
        try #require(answer.status < 300, "\(answer.text)")
        guard answer.status != 204 else { return nil }
        return try answer.decoded(CalendarSubscription.self).feedUrl.map { $0.components(separatedBy: "/api/booking").last ?? "" }
    }

    private static func read(_ text: String) async throws -> ReadFeed {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Calendar/Peers/calendar_peer.py").path
        let answer = try await PythonPeer.with(script) { try await $0.ask(Data(text.utf8).base64EncodedString()) }
        return try #require(JSONDecoder().decode([ReadFeed].self, from: Data(answer.utf8)).first)
    }

    @Test func allAppointmentsOfACustomerAreOneCalendarThatFollowsThem() async throws {
        try await Garage.open { garage in
            let first = try await garage.book(Garage.order(10)).appointment
            let second = try await garage.book(Garage.order(10, day: 5, customer: "EVE@example.org")).appointment
            _ = try await garage.book(Garage.order(14, customer: "other@example.org"))
            let path = try #require(try await Self.calendar(.put, in: garage))
            let answer = try await garage.service.get(path)
            #expect(answer.status == 200 && answer.headers["content-type"]?.hasPrefix("text/calendar;") == true)
            #expect(answer.headers["cache-control"] == "private, no-cache")
            let feed = try await Self.read(answer.text)
            #expect(feed.method == "PUBLISH" && feed.errors.isEmpty)
            #expect(feed.events.map(\.uid) == [first, second].map { "\($0.id.text)@pitcrew" }, "one entry with file and mail")
            #expect(feed.events.map(\.status) == ["CONFIRMED", "CONFIRMED"] && feed.events.allSatisfy { $0.url == nil })
            #expect(feed.events.first?.start == ["2026-03-03T09:00:00+00:00", "2026-03-03T09:00:00+00:00"])
            let tag = try #require(answer.headers["etag"])
            #expect(try await garage.service.send(.get, path, headers: [("if-none-match", tag)]).status == 304)

            #expect(try await garage.move(first.id, to: Garage.at(day: 6, 9)).status == 200)
            _ = try await garage.staff(.post, "/v1/appointments/\(second.id.text)/cancel", CancelBody(reason: .other))
            let changed = try await garage.service.send(.get, path, headers: [("if-none-match", tag)])
            let after = try await Self.read(changed.text)
            #expect(after.events.map(\.uid) == [second, first].map { "\($0.id.text)@pitcrew" })
            #expect(after.events.map(\.status) == ["CANCELLED", "CONFIRMED"] && after.events.map(\.sequence) == [2, 2])
            garage.clock.set(Garage.at(day: 5, 12) + 366 * 86_400)
            #expect(try await Self.read(garage.service.get(path).text).events.map(\.uid) == ["\(first.id.text)@pitcrew"])
        }
    }

    @Test func onlyWhatIsOpenIsReadAndAnAddressThatWasVoidedNeverAgain() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10))
            #expect(try await Self.calendar(.get, in: garage) == nil)
            let first = try #require(try await Self.calendar(.put, in: garage))
            #expect(try await Self.calendar(.put, in: garage) == first)
            #expect(try await Self.calendar(.get, in: garage) == first)
            let second = try #require(try await Self.calendar(.post, "/renew", in: garage))
            #expect(second != first)
            let void = try await garage.service.get(first)
            #expect(void.status == 404 && garage.slug(void) == "unknown-feed")
            #expect(try await garage.service.get(second).status == 200)
            _ = try await Self.calendar(.delete, in: garage)
            #expect(try await garage.service.get(second).status == 404)
            #expect(try await Self.calendar(.get, in: garage) == nil)
            let third = try #require(try await Self.calendar(.put, in: garage))
            #expect(![first, second].contains(third))
            #expect(try await garage.service.get(second).status == 404)
            #expect(try await garage.service.get(third).status == 200)
        }
    }

    @Test func anAddressIsOneCustomersAndOpensNothingElse() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let mine = try #require(try await Self.calendar(.put, in: garage))
            let other = try #require(try await Self.calendar(.put, by: UUID(), in: garage))
            #expect(try await !garage.service.get(other).text.contains("BEGIN:VEVENT"))
            let key = String(try #require(mine.split(separator: "=").last))
            let wallet: Wallet = try await garage.service.get("/v1/my/appointment/wallet", token: booked.manageToken).decoded()
            let ofOne = String(try #require(wallet.feedUrl.split(separator: "=").last))
            #expect(try await garage.service.get("/v1/calendars/appointment.ics?token=\(key)").status == 404)
            for wrong in [ofOne, booked.manageToken, String(key.dropLast(3)) + "AAA", "nonsense"] {
                #expect(try await garage.service.get("/v1/calendars/customer.ics?key=\(wrong)").status == 404)
            }
            #expect(try await garage.service.get("/v1/my/appointment", token: key).status == 401)
            #expect(try await garage.service.get("/v1/my/calendar").status == 401)
            let staff = try garage.service.token(scopes: ["appointments"])
            #expect(try await garage.service.get("/v1/my/calendar", token: staff).status == 403)
            let text = try await garage.service.get(mine).text.replacing("\r\n ", with: "")
            #expect(!text.contains(booked.manageToken))
        }
    }
}
