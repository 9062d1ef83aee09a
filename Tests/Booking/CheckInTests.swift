import Contracts
import Cryptography
import Foundation
import HTTP
import Outbound
import TestSupport
import Testing

@testable import Booking

@Suite struct CheckInTests {
    private func pass(_ garage: Garage, _ booked: BookedAppointment) async throws -> CheckInPass {
        let wallet: Wallet = try await garage.service.get("/v1/my/appointment/wallet", token: booked.manageToken).decoded()
        return try #require(wallet.checkIn)
    }

    private func scan(
        _ garage: Garage, _ code: String, at workshop: UUID = Garage.workshop, scannedAt: Date? = nil
    ) async throws -> (status: Int, slug: String?, answer: CheckInAnswer?) {
        let answer = try await garage.staff(.post, "/v1/check-ins", CheckInRequest(code: code, workshopId: workshop, scannedAt: scannedAt))
        return (answer.status, garage.slug(answer), try? answer.decoded(CheckInAnswer.self))
    }

    @Test func aCodeChecksInAndASecondScanSaysSo() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let code = try await pass(garage, booked).code
            garage.clock.set(Garage.at(9, 50))
            let first = try await scan(garage, code)
            #expect(first.answer?.outcome == .checkedIn && first.answer?.appointment.status == .checkedIn)
            let second = try await scan(garage, code)
            #expect(second.status == 200 && second.answer?.outcome == .alreadyCheckedIn && second.answer?.appointment.version == 2)
            #expect(try await garage.count("audit WHERE action = 'checked_in' AND reason = 'code' AND actor = 'advisor tester'") == 1)
        }
    }

    @Test func theSpokenFormDoesTheSameHoweverItIsTyped() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10)), other = try await garage.book(Garage.order(12))
            let spoken = try await pass(garage, booked).spoken
            #expect(try await pass(garage, other).spoken != spoken)
            garage.clock.set(Garage.at(9, 50))
            let typed = spoken.lowercased().replacing("0", with: "o").replacing("1", with: "l")
            let answer = try await scan(garage, " \(typed.prefix(4))-\(typed.dropFirst(4)) ").answer
            #expect(answer?.outcome == .checkedIn && answer?.appointment.id == booked.appointment.id)
            #expect(try await scan(garage, "00000000").slug == "check-in-code-invalid")
        }
    }

    @Test func whatIsTakenForAnotherCharacterIsTakenAsThat() {
        #expect(CheckInCodes.typed("oi-l 8abcd") == "0118ABCD")
        for text in ["", "1234567", "123456789", "1234567U", "1234567é", String(repeating: "1", count: 100_000)] {
            #expect(CheckInCodes.typed(text) == nil, "\(text.prefix(20))")
        }
    }

    @Test func scannersAtOnceMakeOneCheckIn() async throws {
        try await Garage.open { garage in
            let code = try await pass(garage, try await garage.book(Garage.order(10))).code
            garage.clock.set(Garage.at(9, 50))
            let outcomes = try await withThrowingTaskGroup(of: CheckInAnswer.Outcome?.self) { group in
                for _ in 0..<12 { group.addTask { try await self.scan(garage, code).answer?.outcome } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.filter { $0 == .checkedIn }.count == 1 && outcomes.filter { $0 == .alreadyCheckedIn }.count == 11)
        }
    }

    @Test func whatWasNotSignedHereIsNoCode() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let code = try await pass(garage, booked).code
            garage.clock.set(Garage.at(9, 50))
            var bytes = try #require(Base64URL.decode(code))
            bytes[20] ^= 1
            let foreign = try CheckInCodes(secret: "another secret of thirty-two ...").code(CheckInClaims(
                appointment: booked.appointment.id, workshop: Garage.workshop, generation: 1, opens: Garage.at(1), closes: Garage.at(12)
            ))
            for bad in [Base64URL.encode(bytes), foreign, booked.manageToken, "nonsense", code + "AAAA"] {
                let answer = try await scan(garage, bad)
                #expect(answer.status == 422 && answer.slug == "check-in-code-invalid", "\(bad)")
            }
            #expect(try await scan(garage, "").status == 422)
            // Nor does the code open what the link opens.
            #expect(try await garage.service.get("/v1/my/appointment", token: code).status == 401)
        }
    }

    @Test func theWindowIsTheAppointmentsAsItIsNow() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let code = try await pass(garage, booked).code
            garage.clock.set(Garage.at(day: 2, 22).addingTimeInterval(-60))
            #expect(try await scan(garage, code).slug == "check-in-too-early")
            #expect(try await garage.move(booked.appointment.id, to: Garage.at(day: 5, 9)).status == 200)
            garage.clock.set(Garage.at(10))
            #expect(try await scan(garage, code).slug == "check-in-too-early")
            garage.clock.set(Garage.at(day: 5, 10))
            #expect(try await scan(garage, code).slug == "check-in-too-late")
            // Shown in time, told later.
            #expect(try await scan(garage, code, scannedAt: Garage.at(day: 5, 9, 58)).answer?.outcome == .checkedIn)
        }
    }

    @Test func whenItWasShownMustBeRecent() async throws {
        try await Garage.open { garage in
            let code = try await pass(garage, try await garage.book(Garage.order(10))).code
            garage.clock.set(Garage.at(10))
            for far in [Garage.at(9).addingTimeInterval(-86_400), Garage.at(10, 6)] {
                #expect(try await scan(garage, code, scannedAt: far).slug == "invalid-input")
            }
        }
    }

    @Test func aCodeOfElsewhereOrOfAVoidedLinkIsRefusedByName() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10))
            let code = try await pass(garage, booked).code
            garage.clock.set(Garage.at(9, 50))
            let elsewhere = try await scan(garage, code, at: UUID(high: 9, low: 9))
            #expect(elsewhere.status == 409 && elsewhere.slug == "other-workshop")
            #expect(try await garage.staff(.post, "/v1/appointments/\(booked.appointment.id.text)/link").status == 200)
            #expect(try await scan(garage, code).slug == "check-in-code-void")
            let cancelled = try await garage.book(Garage.order(12))
            let void = try await pass(garage, cancelled).code
            let cancel = "/v1/appointments/\(cancelled.appointment.id.text)/cancel"
            #expect(try await garage.staff(.post, cancel, CancelBody(reason: .other)).status == 200)
            #expect(try await scan(garage, void).slug == "not-possible-now")
        }
    }

    @Test func onlyStaffWhoKeepAppointmentsMayScan() async throws {
        try await Garage.open { garage in
            let body = CheckInRequest(code: "x", workshopId: Garage.workshop)
            #expect(try await garage.service.send(.post, "/v1/check-ins", body: body).status == 401)
            let token = try garage.service.token(scopes: ["catalogue"])
            #expect(try await garage.service.send(.post, "/v1/check-ins", body: body, token: token).status == 403)
        }
    }

    /// What a page at the workshop does without network.
    @Test func thePublishedKeyVerifiesACode() async throws {
        try await Garage.open { garage in
            let code = try await pass(garage, try await garage.book(Garage.order(10))).code
            let view: CheckInKeyView = try await garage.staff(.get, "/v1/check-ins/key").decoded()
            let key = try ES256.PublicKey(x: try #require(Base64URL.decode(view.x)), y: try #require(Base64URL.decode(view.y)))
            let bytes = try #require(Base64URL.decode(code))
            #expect(key.verify(Array(bytes.suffix(64)), of: Array("pitcrew check-in\n".utf8) + bytes.dropLast(64)))
            #expect(!key.verify(Array(bytes.suffix(64)), of: Array(bytes.dropLast(64))))
            #expect(try CheckInCodes(secret: Garage.secret).publicKey == view)
        }
    }
}
