import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

/// Signing in by a code that comes to a mobile number.
@Suite(.timeLimit(.minutes(3))) struct TextCodeTests {
    private let number = "+4917612345678"
    private let stranger = "+4917600000000"

    @Test func aProvedNumberOpensItsAccount() async throws {
        try await withGateway { gateway in
            try await gateway.makePhone(number, try await gateway.customer("ada@customer.example"))
            let mailed = try await gateway.signInWithCode("ada@customer.example")
            let requested: CodeRequested = try await gateway.askForText(number).decoded()
            let event = try await gateway.tap.awaitEvent(.signInCodeRequested, as: SignInCodeRequested.self) { $0.id == requested.id }
            #expect(event.channel == .sms && event.address == number && event.expiresAt == requested.expiresAt)
            let session = try await gateway.enter(requested, try gateway.code(in: event))
            #expect(session.status == 201 && session.json["name"] == "ada@customer.example")
            #expect(try gateway.claims(session).amr == ["sms"])
            #expect(try gateway.claims(session).sub == gateway.claims(mailed).sub)
            let sessions = try await gateway.get("/v1/sessions", token: session.json["accessToken"]?.stringValue).decoded(SessionList.self)
            #expect(sessions.items.map(\.method).sorted() == ["code", "code", "sms"])
            #expect(try await gateway.enter(requested, try gateway.code(in: event)).status == 410, "once")
        }
    }

    @Test func anUnknownNumberGetsTheSameAnswerAndNoMessage() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            try await gateway.makePhone(number, ada)
            let unproved = "+4917611111111"
            #expect(try await gateway.addPhone(unproved, ada).status == 201)
            var left: [Bool] = []
            for one in [number, stranger, unproved] {
                let answer = try await gateway.askForText(one)
                let requested: CodeRequested = try answer.decoded()
                #expect(answer.status == 202)
                #expect(answer.json == ["id": .string(requested.id.text), "expiresAt": .string(Timestamp.text(requested.expiresAt))])
                left.append(try await gateway.leaves(requested))
                for _ in 0..<5 {
                    #expect(try await gateway.enter(requested, "none").json["type"] == "urn:pitcrew:problem:wrong-code")
                }
                #expect(try await gateway.enter(requested, "none").status == 410)
            }
            #expect(left == [true, false, false])
            #expect(try gateway.texts(to: stranger).isEmpty)
            #expect(try await gateway.metric("unknown_number") == "2")
            #expect(try await gateway.metric("passed_on") == "3")
        }
    }

    @Test func evenTheRightCodeOfAnUnknownNumberOpensNothing() async throws {
        try await withGateway { gateway in
            try await gateway.awaitKey()
            let requested: CodeRequested = try await gateway.askForText(stranger).decoded()
            #expect(try await !gateway.leaves(requested))
            let key = try CodeKey(secret: TestService<PartnerGatewayService>.codeSecret)
            let hash = OneTimeCode.hash("123456", id: requested.id, key: key.hashing)
            try await gateway.database.execute("UPDATE sign_in_codes SET hash = \(hash) WHERE id = \(requested.id)")
            #expect(try await gateway.enter(requested, "123456").status == 410)
        }
    }

    @Test func aNumberMayBeAskedForSomeTimesAnHourKnownOrNot() async throws {
        try await withGateway { gateway in
            try await gateway.makePhone(number, try await gateway.customer("ada@customer.example"))
            for one in [number, stranger] {
                var statuses: [Int] = []
                for client in 0..<8 { statuses.append(try await gateway.askForText(one, from: "198.51.100.\(client)").status) }
                #expect(statuses.last == 429 && statuses.filter { $0 == 202 }.count >= 5)
            }
        }
    }

    @Test func anAddressMayAskForSomeNumbersOnly() async throws {
        try await withGateway { gateway in
            var statuses: [Int] = []
            for index in 0...AttemptLimits.Way.text.ofAddress { statuses.append(try await gateway.askForText("+491760000\(1000 + index)").status) }
            #expect(statuses.filter { $0 == 202 }.count == AttemptLimits.Way.text.ofAddress && statuses.last == 429)
            #expect(try await gateway.askForText("+4917600009999", from: "192.0.2.8").status == 202)
            _ = try await gateway.requestCode("ada@customer.example")
        }
    }

    @Test func anAccountGetsSixMessagesAnHour() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            let numbers = [number, "+4917611111111"]
            for one in numbers { try await gateway.makePhone(one, ada) }
            var left: [Bool] = []
            for index in 0..<5 { left.append(try await gateway.leaves(try await gateway.askForText(numbers[index % 2]).decoded())) }
            #expect(left == [true, true, true, true, false])
            #expect(try await gateway.metric("account_limit") == "1")
            #expect(try await gateway.addPhone("+4917622222222", ada).status == 429)
            #expect(try await gateway.metric("account_limit") == "2")
        }
    }

    @Test func beyondTheDaysBoundOnlyMailWorks() async throws {
        try await withGateway(settings: ["PITCREW_SMS_DAILY_LIMIT": "2"]) { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            try await gateway.makePhone(number, ada)
            #expect(try await gateway.leaves(try await gateway.askForText(number).decoded()))
            let third = try await gateway.askForText(number)
            #expect(third.status == 202)
            #expect(try await !gateway.leaves(try third.decoded()))
            #expect(try await gateway.metric("daily_limit") == "1")
            let added = try await gateway.addPhone("+4917611111111", ada)
            #expect(added.status == 503 && added.json["type"] == "urn:pitcrew:problem:sms-unavailable")
            #expect(try await gateway.phones(ada).count == 1)
            #expect(try await gateway.signInWithCode("ada@customer.example").status == 201)
            try await gateway.database.execute("UPDATE sms_sends SET at = at - interval '1 day'")
            #expect(try await gateway.leaves(try await gateway.askForText(number).decoded()))
            #expect(try await gateway.database.withTransaction { try await SMSQuotaStore.forget(limit: 10, at: Date() + 86_400 * 1.5, in: $0) } == 2)
        }
    }

    @Test func whoLosesANumberIsNotEnteredByACodeOnItsWay() async throws {
        try await withGateway { gateway in
            let (ada, bob) = (try await gateway.customer("ada@customer.example"), try await gateway.customer("bob@customer.example"))
            try await gateway.makePhone(number, ada)
            let requested: CodeRequested = try await gateway.askForText(number).decoded()
            let code = try await gateway.nextCode(to: number, after: 1)
            try await gateway.makePhone(number, bob)
            #expect(try await gateway.enter(requested, code).status == 410)
            let again: CodeRequested = try await gateway.askForText(number).decoded()
            let session = try await gateway.enter(again, try await gateway.nextCode(to: number, after: 3))
            #expect(session.json["name"] == "bob@customer.example")
        }
    }

    @Test func aNumberThatWasTakenAwayOpensNothing() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            let id = try await gateway.makePhone(number, ada)
            let requested: CodeRequested = try await gateway.askForText(number).decoded()
            let code = try await gateway.nextCode(to: number, after: 1)
            #expect(try await gateway.send(.delete, "/v1/phones/\(id.text)", token: ada).status == 204)
            #expect(try await gateway.enter(requested, code).status == 410)
            #expect(try await !gateway.leaves(try await gateway.askForText(number).decoded()))
        }
    }

    @Test func nothingOfACodeCanBeReadFromTheDatabase() async throws {
        try await withGateway { gateway in
            try await gateway.makePhone(number, try await gateway.customer("ada@customer.example"))
            let requested: CodeRequested = try await gateway.askForText(number).decoded()
            let code = try await gateway.nextCode(to: number, after: 1)
            #expect(try await gateway.leaves(requested))
            for table in ["sign_in_codes", "outbox", "phones", "sms_sends"] {
                let rows = try await gateway.database.query("""
                    SELECT count(*) AS total FROM \(identifier: table) t WHERE t::text ~ \("(^|[^0-9a-f])" + code + "([^0-9a-f]|$)")
                    """)
                #expect(try rows.first?.get("total", as: Int.self) == 0)
            }
        }
    }

    @Test func whatIsNoNumberIsRefused() async throws {
        try await withGateway { gateway in
            for text in ["0176 1234567", "ada@customer.example", "+49 176 1234567", ""] {
                let answer = try await gateway.askForText(text)
                #expect(answer.status == 422)
            }
        }
    }
}
