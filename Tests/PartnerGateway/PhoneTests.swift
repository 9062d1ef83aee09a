import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

/// Numbers of accounts: added, proved, passed from one to another, taken away.
@Suite(.timeLimit(.minutes(3))) struct PhoneTests {
    private let number = "+4917612345678"

    @Test func aNumberCountsOnceItIsProved() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            let added = try await gateway.addPhone(number, ada)
            #expect(added.status == 201 && added.json["verified"] == false && added.json["number"] == .string(number))
            let view: PhoneView = try added.decoded()
            let event = try await eventually("a text message") { try gateway.texts(to: number).first }
            #expect(event.locale == "de" && event.expiresAt == view.codeExpiresAt)
            #expect(try await gateway.prove(view.id, try gateway.code(in: event), ada).status == 204)
            #expect(try await gateway.phones(ada).map(\.verified) == [true])
            #expect(try await gateway.addPhone(number, ada).json["type"] == "urn:pitcrew:problem:phone-known")
            #expect(try await gateway.prove(view.id, try gateway.code(in: event), ada).status == 410, "once")
        }
    }

    @Test func fiveWrongTriesVoidTheCodeAndAnotherOneMayBeAskedFor() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            let added: PhoneView = try await gateway.addPhone(number, ada).decoded()
            let code = try await gateway.nextCode(to: number, after: 0)
            let wrong = code == "000000" ? "000001" : "000000"
            for _ in 0..<5 {
                let answer = try await gateway.prove(added.id, wrong, ada)
                #expect(answer.status == 422 && answer.json["type"] == "urn:pitcrew:problem:wrong-code")
            }
            #expect(try await gateway.prove(added.id, code, ada).status == 410)
            let again: PhoneView = try await gateway.addPhone(number, ada).decoded()
            #expect(again.id == added.id)
            #expect(try await gateway.prove(added.id, try await gateway.nextCode(to: number, after: 1), ada).status == 204)
        }
    }

    @Test func aCodeRunsOutAndItsNumberIsForgotten() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            let added: PhoneView = try await gateway.addPhone(number, ada).decoded()
            let code = try await gateway.nextCode(to: number, after: 0)
            try await gateway.database.execute("UPDATE phones SET code_expires_at = now() - interval '1 second'")
            #expect(try await gateway.prove(added.id, code, ada).status == 410)
            #expect(try await gateway.phones(ada).isEmpty)
        }
    }

    @Test func whoProvesANumberTakesItFromTheOneWhoHadIt() async throws {
        try await withGateway { gateway in
            let (ada, bob) = (try await gateway.customer("ada@customer.example"), try await gateway.customer("bob@customer.example"))
            let lost = try await gateway.makePhone(number, ada)
            let pending: PhoneView = try await gateway.addPhone(number, bob).decoded()
            #expect(try await gateway.phones(ada).map(\.verified) == [true], "asking takes nothing away")
            #expect(try await gateway.prove(pending.id, try await gateway.nextCode(to: number, after: 1), bob).status == 204)
            #expect(try await gateway.phones(ada).isEmpty)
            #expect(try await gateway.phones(bob).map(\.id) == [pending.id])
            let rows = try await gateway.database.query("SELECT action, detail::text AS detail FROM identity_audit ORDER BY id")
            let told = try rows.map { "\(try $0.get("action", as: String.self)) \(try $0.getIfPresent("detail", as: String.self) ?? "")" }
            #expect(told.contains { $0.hasPrefix("phone.lost") && $0.contains(lost.text) })
            #expect(!told.contains { $0.contains(number.dropFirst()) }, "the audit outlives a number, and has none")
        }
    }

    @Test func ofTwoWhoProveANumberAtOnceOneHasIt() async throws {
        try await withGateway { gateway in
            let tokens = [try await gateway.customer("ada@customer.example"), try await gateway.customer("bob@customer.example")]
            var proofs: [(UUID, String, String)] = []
            for (index, token) in tokens.enumerated() {
                let added: PhoneView = try await gateway.addPhone(number, token).decoded()
                proofs.append((added.id, try await gateway.nextCode(to: number, after: index), token))
            }
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for (id, code, token) in proofs { group.addTask { try await gateway.prove(id, code, token).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses == [204, 204], "each has read the number")
            #expect(try await gateway.database.query("SELECT 1 FROM phones WHERE verified_at IS NOT NULL").count == 1)
        }
    }

    @Test func threeNumbersAnAccountAndOnlyItsOwn() async throws {
        try await withGateway { gateway in
            let (ada, bob) = (try await gateway.customer("ada@customer.example"), try await gateway.customer("bob@customer.example"))
            var ids: [UUID] = []
            for index in 0..<3 { ids.append(try await gateway.addPhone("+4917612345\(index)", ada).decoded(PhoneView.self).id) }
            let fourth = try await gateway.addPhone("+49176123459", ada)
            #expect(fourth.status == 409 && fourth.json["type"] == "urn:pitcrew:problem:too-many-phones")
            let path = "/v1/phones/\(ids[0].text)"
            #expect(try await gateway.send(.delete, path, token: bob).status == 404)
            #expect(try await gateway.prove(ids[0], try await gateway.nextCode(to: "+49176123450", after: 0), bob).status == 410)
            #expect(try await gateway.send(.delete, path, token: ada).status == 204)
            #expect(try await gateway.addPhone("+49176123459", ada).status == 201)
            #expect(try await gateway.phones(bob).isEmpty)
        }
    }

    @Test func onlyCustomersHaveNumbers() async throws {
        try await withGateway { gateway in
            _ = try await gateway.customer("ada@customer.example")
            for permissions in [[Permission.support], [.own]] {
                #expect(try await gateway.addPhone(number, try await gateway.staffToken(permissions)).status == 403)
            }
            #expect(try await gateway.get("/v1/phones").status == 401)
            let gone = try await gateway.issueToken(clock: gateway.context.clock).run(
                subject: UUID().text, kind: "customer", scopes: ["own"], name: nil, authenticatedAt: gateway.context.clock.now()
            )
            #expect(try await gateway.addPhone(number, gone.token).json["type"] == "urn:pitcrew:problem:session-ended")
            #expect(try gateway.texts(to: number).isEmpty)
        }
    }

    @Test(arguments: [
        "017612345678", "+017612345678", "+49 176 12345678", "+49-176-12345678",
        "tel:+4917612345678", "+123456", "+1234567890123456", "+49１７６12345", "",
    ])
    func whatIsNoNumberOfE164IsRefused(text: String) {
        #expect(PhoneNumber(text) == nil)
    }

    @Test(arguments: ["+1234567", "+123456789012345", "+4917612345678"]) func aNumberOfE164IsOne(text: String) {
        #expect(PhoneNumber(text)?.text == text)
    }
}
