import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct WalletTests {
    private func wallet(_ garage: Garage, _ token: String) async throws -> Wallet {
        try await garage.service.get("/v1/my/appointment/wallet", token: token).decoded()
    }

    /// The path of a feed's address, as behind the door.
    private func path(_ url: String) throws -> String {
        let parts = url.components(separatedBy: "/api/booking")
        return try #require(parts.count == 2 ? parts[1] : nil)
    }

    private func value(_ name: String, _ text: String) -> String? {
        text.replacing("\r\n ", with: "").components(separatedBy: "\r\n").last { $0.hasPrefix("\(name):") || $0.hasPrefix("\(name);") }
            .map { String($0.drop { $0 != ":" }.dropFirst()) }
    }

    @Test func theHolderOfTheLinkSavesTheAppointmentAsAFile() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let file = try await garage.service.get("/v1/my/appointment/calendar.ics", token: booked.manageToken)
            #expect(file.status == 200 && file.headers["content-type"]?.hasPrefix("text/calendar;") == true)
            #expect(file.headers["cache-control"] == "private, no-cache" && file.headers["content-disposition"]?.contains("attachment") == true)
            #expect(value("DTSTART", file.text) == "20260303T100000" && value("SEQUENCE", file.text) == "1")
            #expect(value("URL", file.text) == booked.manageUrl && value("METHOD", file.text) == "PUBLISH")
            #expect(try await garage.service.get("/v1/my/appointment/calendar.ics").status == 401)
            #expect(try await garage.service.get("/v1/my/appointment/calendar.ics", token: "nonsense").status == 401)
        }
    }

    @Test func aFeedFollowsMovesAndTheCancellation() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let path = try path(try await wallet(garage, booked.manageToken).feedUrl)
            let first = try await garage.service.get(path)
            #expect(value("DTSTART", first.text) == "20260303T100000" && value("STATUS", first.text) == "CONFIRMED")
            let tag = try #require(first.headers["etag"])
            #expect(try await garage.service.send(.get, path, headers: [("if-none-match", tag)]).status == 304)

            #expect(try await garage.move(booked.appointment.id, to: Garage.at(day: 5, 9)).status == 200)
            let second = try await garage.service.send(.get, path, headers: [("if-none-match", tag)])
            #expect(second.status == 200 && value("DTSTART", second.text) == "20260305T090000" && value("SEQUENCE", second.text) == "2")
            #expect(value("UID", second.text) == value("UID", first.text))

            let cancel = "/v1/appointments/\(booked.appointment.id.text)/cancel"
            #expect(try await garage.staff(.post, cancel, CancelBody(reason: .other)).status == 200)
            let third = try await garage.service.get(path)
            #expect(value("STATUS", third.text) == "CANCELLED" && value("SEQUENCE", third.text) == "3")
            garage.clock.set(Garage.at(day: 5, 10).addingTimeInterval(31 * 86_400))
            let last = try await garage.service.get(path)
            #expect(last.status == 410 && garage.slug(last) == "feed-ended")
        }
    }

    @Test func aFeedsAddressOpensNothingElse() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let url = try await wallet(garage, booked.manageToken).feedUrl
            let token = String(try #require(url.split(separator: "=").last))
            let feed = try await garage.service.get(try path(url))
            #expect(!feed.text.replacing("\r\n ", with: "").contains(booked.manageToken) && value("URL", feed.text) == nil)
            for path in ["", "/slots", "/wallet", "/calendar.ics"] {
                let answer = try await garage.service.get("/v1/my/appointment\(path)", token: token)
                #expect(answer.status == 401 && garage.slug(answer) == "link-invalid", "\(path)")
            }
            let cancel = try await garage.service.send(
                .post, "/v1/my/appointment/cancel", body: CancelBody(reason: .other), token: token
            )
            #expect(cancel.status == 401)
            for other in [booked.manageToken, token + "AA", String(token.dropLast(3)) + "AAA", "", "nonsense"] {
                let answer = try await garage.service.get("/v1/calendars/appointment.ics?token=\(other)")
                #expect(answer.status == 404 && garage.slug(answer) == "unknown-feed", "\(other)")
            }
        }
    }

    @Test func aRenewedLinkEndsTheFeedThatWasGivenOut() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let path = try path(try await wallet(garage, booked.manageToken).feedUrl)
            #expect(try await garage.staff(.post, "/v1/appointments/\(booked.appointment.id.text)/link").status == 200)
            #expect(garage.slug(try await garage.service.get(path)) == "unknown-feed")
        }
    }

    @Test func anotherProgramReadsTheCodeFromTheSquare() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let pass = try #require(try await wallet(garage, booked.manageToken).checkIn)
            let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
                .appending(path: "QRCode/Peers/qr_peer.py").path
            let read = try await PythonPeer.with(script) { try await $0.ask("\(pass.square.size)|\(pass.square.path)") }
            #expect(read == "[\"\(pass.code)\"]")
            #expect(pass.opensAt == Garage.at(day: 2, 22) && pass.closesAt == Garage.at(11) && pass.spoken.count == 8)
        }
    }

    @Test func whatIsUnderWayOrOverHasNoCode() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            garage.clock.set(Garage.at(9))
            #expect(try await garage.staff(.post, "/v1/appointments/\(booked.appointment.id.text)/check-in").status == 200)
            #expect(try await wallet(garage, booked.manageToken).checkIn == nil)
        }
    }
}
