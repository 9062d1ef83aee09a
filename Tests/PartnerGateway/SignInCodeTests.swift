import Contracts
import Foundation
import HTTP
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(3))) struct SignInCodeTests {
    @Test func fiveWrongTriesVoidACode() async throws {
        try await withGateway { gateway in
            let (id, code) = try await gateway.requestCode("ada@customer.example")
            let wrong = code == "000000" ? "000001" : "000000"
            for _ in 0..<5 { #expect(try await gateway.tryCode(id, wrong).json["type"] == "urn:pitcrew:problem:wrong-code") }
            #expect(try await gateway.tryCode(id, code).status == 410)
        }
    }

    @Test func aCodeCountsOnceHoweverManyTryItAtOnce() async throws {
        try await withGateway { gateway in
            let (id, code) = try await gateway.requestCode("ada@customer.example")
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<5 { group.addTask { try await gateway.tryCode(id, code).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1)
            #expect(statuses.filter { $0 == 410 }.count == 4)
        }
    }

    @Test func aCodeRunsOut() async throws {
        try await withGateway { gateway in
            let (id, code) = try await gateway.requestCode("ada@customer.example")
            try await gateway.database.execute("UPDATE sign_in_codes SET expires_at = now() - interval '1 second'")
            #expect(try await gateway.tryCode(id, code).status == 410)
            _ = try await gateway.database.withTransaction { try await SignInCodeStore.forget(limit: 10, at: Date() + 3700, in: $0) }
            #expect(try await gateway.database.query("SELECT 1 FROM sign_in_codes").isEmpty)
        }
    }

    @Test func whoAsksTooOftenWaitsWhetherTheAccountExistsOrNot() async throws {
        try await withGateway { gateway in
            _ = try await gateway.signInWithCode("known@customer.example")
            for address in ["known@customer.example", "unknown@customer.example"] {
                var statuses: [Int] = []
                for number in 0..<8 { statuses.append(try await gateway.askForCode(address, from: "198.51.100.\(number)").status) }
                #expect(statuses.last == 429)
                #expect(statuses.filter { $0 == 202 }.count >= 5)
            }
            let other = try await gateway.askForCode("other@customer.example").json
            #expect(other["id"] != nil && other["expiresAt"] != nil)
        }
    }

    @Test func anAddressMayAskForSomeAccountsOnly() async throws {
        try await withGateway { gateway in
            var statuses: [Int] = []
            for number in 0...AttemptLimits.ofAddress {
                statuses.append(try await gateway.askForCode("\(number)@customer.example", from: "2001:db8:1:2:\(number)::1").status)
            }
            #expect(statuses.last == 429, "a whole network is one address")
            let last = try await gateway.requestCode("new@customer.example", from: "2001:db8:1:3::1")
            #expect(try await gateway.tryCode(last.id, last.code, from: "2001:db8:1:2::1").status == 429, "nor may it try codes")
            #expect(try await gateway.tryCode(last.id, last.code).status == 201)
        }
    }

    @Test(arguments: [
        ("2001:db8::5:0:0:1", "2001:db8:0:0:9:a:b:c", true), ("2001:db8::1", "2001:db8::ffff:1:2:3", true),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", false), ("::ffff:192.0.2.1", "::ffff:192.0.2.2", false), ("192.0.2.1", "192.0.2.2", false),
    ]) func addressesOfOneNetworkCountAsOne(first: String, second: String, isOne: Bool) {
        func client(_ address: String) -> String {
            RequestContext(method: "GET", path: "/", headers: ["X-Forwarded-For": address]).clientAddress
        }
        #expect((client(first) == client(second)) == isOne)
    }

    @Test func nothingOfACodeCanBeReadFromTheDatabase() async throws {
        try await withGateway { gateway in
            let (_, code) = try await gateway.requestCode("ada@customer.example")
            for table in ["sign_in_codes", "outbox"] {
                let rows = try await gateway.database.query("SELECT coalesce(string_agg(t::text, ' '), '') AS all FROM \(identifier: table) t")
                #expect(try rows.first?.get("all", as: String.self).contains(code) == false)
            }
        }
    }

    @Test func whoReadsAnAddressThatACustomerGaveUpIsSomebodyElse() async throws {
        try await withGateway { gateway in
            let customer = NaturalIdentity.customer(email: "old@customer.example")
            let state = CustomerState(id: customer, version: 2, name: "Ada", email: "new@customer.example", since: Date())
            try await gateway.database.withTransaction { try await PersonStore.follow(state, in: $0) }
            let old = try gateway.claims(try await gateway.signInWithCode("old@customer.example"))
            #expect(old.sub != customer.text)
            let new = try gateway.claims(try await gateway.signInWithCode("new@customer.example"))
            #expect(new.sub == customer.text)
        }
    }

    @Test func wrongInputIsNamed() async throws {
        try await withGateway { gateway in
            #expect(try await gateway.askForCode("nobody").status == 422)
            #expect(try await gateway.askForCode("a@b.example\r\nBcc: c@d.example").status == 422)
            let device = DeviceDescription(app: "web", appVersion: "1", system: "x\u{7}", systemVersion: nil, name: nil)
            let answer = try await gateway.send(.post, "/v1/sign-in/codes/\(UUID().text)", body: CodeSignIn(code: "1", device: device))
            #expect(answer.status == 422)
            #expect(answer.json["errors"] == [["field": "device.system", "rule": "must be one line of 1 to 80 bytes"]])
        }
    }
}

extension TestService where S == PartnerGatewayService {
    fileprivate func tryCode(_ id: UUID, _ code: String, from client: String = "192.0.2.7") async throws -> OutboundResponse {
        try await send(
            .post, "/v1/sign-in/codes/\(id.text)", body: CodeSignIn(code: code, device: nil), headers: [("X-Forwarded-For", client)]
        )
    }

    fileprivate func askForCode(_ address: String, from client: String = "192.0.2.7") async throws -> OutboundResponse {
        try await send(
            .post, "/v1/sign-in/codes", body: CodeRequest(channel: .email, address: address, locale: nil),
            headers: [("X-Forwarded-For", client)]
        )
    }
}
