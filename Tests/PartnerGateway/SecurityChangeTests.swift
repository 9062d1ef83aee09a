import Contracts
import Cryptography
import Foundation
import ServiceKit
import TestSupport
import Testing
import WebAuthn

@testable import PartnerGateway

/// What people are told of changes to the way they sign in: passkeys, numbers, addresses. New devices are in ``NewDeviceTests``.
@Suite(.timeLimit(.minutes(6))) struct SecurityChangeTests {
    private let number = "+4917612345678"

    @Test(arguments: ["customer", "staff"]) func aPasskeyThatIsAddedOrRemovedIsToldWithItsName(kind: String) async throws {
        try await withPasskeys(kind: kind) { desk in
            if kind == "staff" {
                let account = StaffStore.Account(id: desk.person.id, name: "Op", role: .operator, passwordHash: "", passwordSince: Date())
                try await StaffStore.upsert(account, email: "ada@garage.example", in: desk.database)
            } else {
                try await desk.database.execute("""
                    INSERT INTO people (id, email, locale, created_at) VALUES (\(desk.person.id), 'ada@garage.example', 'ar', now())
                    """)
            }
            let record = try await desk.add()
            #expect(try await desk.gateway.changes() == [.passkeyAdded])
            try await desk.list.remove(Base64URL.encode(record.credentialID), of: desk.person, provesLittle: false)
            let told = try await desk.gateway.announced()
            #expect(told.map(\.change) == [.passkeyAdded, .passkeyRemoved] && told.allSatisfy { $0.label == "Phone" && $0.at == desk.clock.now() })
            #expect(told.allSatisfy { $0.personId == desk.person.id && $0.kind == kind && $0.email == "ada@garage.example" })
            #expect(told.map(\.locale) == (kind == "staff" ? [nil, nil] : ["ar", "ar"]))
        }
    }

    @Test func aPasskeyThatIsRefusedOrNotThereIsNotTold() async throws {
        try await withPasskeys { desk in
            try await desk.database.execute("""
                INSERT INTO people (id, email, created_at) VALUES (\(desk.person.id), 'ada@garage.example', now())
                """)
            let record = try await desk.add()
            let id = Base64URL.encode(record.credentialID)
            await #expect(throws: GatewayError.passkeyUnknown) {
                try await desk.list.remove(id, of: Person(id: UUID(), kind: "customer"), provesLittle: false)
            }
            await #expect(throws: GatewayError.stepUpRequired) { try await desk.list.remove(id, of: desk.person, provesLittle: true) }
            let (challenge, _) = try await desk.register.options(for: desk.person, userName: "Ada", provesLittle: false)
            let wrong: RegistrationResponseJSON = try await desk.ask("create", "AAAA")
            await #expect(throws: GatewayError.passkeyRefused) {
                try await desk.register.finish(wrong, challengeID: challenge, name: nil, for: desk.person, provesLittle: false)
            }
            #expect(try await desk.gateway.changes() == [.passkeyAdded])
        }
    }

    @Test func whoHasNoAddressIsToldNothingAndCounted() async throws {
        try await withPasskeys { desk in
            _ = try await desk.add()
            #expect(try await desk.gateway.announced().isEmpty)
            let counted = #"pitcrew_security_changes_total{change="passkey_added",outcome="no_address"} 1"#
            #expect(try await desk.gateway.get("/metrics").text.contains(counted))
        }
    }

    @Test func aNumberThatIsAddedLostOrRemovedIsToldByItsLastDigits() async throws {
        try await withGateway { gateway in
            let (ada, bob) = (try await gateway.customer("ada@customer.example"), try await gateway.customer("bob@customer.example"))
            try await gateway.makePhone(number, ada)
            #expect(try await gateway.changes(to: "ada@customer.example") == [.phoneAdded])
            let id = try await gateway.makePhone(number, bob)
            #expect(try await gateway.changes(to: "ada@customer.example") == [.phoneAdded, .phoneLost])
            #expect(try await gateway.send(.delete, "/v1/phones/\(id.text)", token: bob).status == 204)
            #expect(try await gateway.changes(to: "bob@customer.example") == [.phoneAdded, .phoneRemoved])
            let told = try await gateway.announced()
            #expect(told.allSatisfy { $0.label == "78" && $0.locale == "de" && $0.kind == "customer" })
            let rows = try await gateway.database.query("SELECT body FROM outbox WHERE type = 'account.security_changed'")
            #expect(try !rows.contains { try $0.get("body", as: String.self).contains("17612345678") })
            let heard = try await gateway.tap.awaitEvent(.accountSecurityChanged, as: AccountSecurityChange.self) { $0.change == .phoneLost }
            #expect(heard == told.first { $0.change == .phoneLost }, "it is published as it was written")
        }
    }

    @Test func aNumberThatNobodyProvedIsNotTold() async throws {
        try await withGateway { gateway in
            let ada = try await gateway.customer("ada@customer.example")
            let added: PhoneView = try await gateway.addPhone(number, ada).decoded()
            let code = try await gateway.nextCode(to: number, after: 0)
            #expect(try await gateway.prove(added.id, code == "000000" ? "000001" : "000000", ada).status == 422)
            #expect(try await gateway.send(.delete, "/v1/phones/\(added.id.text)", token: ada).status == 204)
            #expect(try await gateway.announced().isEmpty)
        }
    }

    @Test func anotherAddressOfTheAccountIsToldToTheOneBefore() async throws {
        try await withGateway { gateway in
            _ = try await gateway.signInWithCode("old@customer.example")
            let customer = NaturalIdentity.customer(email: "old@customer.example")
            let state = CustomerState(id: customer, version: 2, name: "Ada", email: "new@customer.example", since: Date())
            try await gateway.database.withTransaction { try await PersonStore.follow(state, in: $0) }
            for _ in 0..<2 { #expect(try await gateway.signInWithCode("new@customer.example").status == 201) }
            let told = try await gateway.announced()
            #expect(told.map(\.change) == [.addressChanged] && told.first?.email == "old@customer.example" && told.first?.personId == customer)
            #expect(told.first?.label == nil, "the new address is not told to who reads the old one")
        }
    }
}

extension TestService where S == PartnerGatewayService {
    /// What people are to be told, the first first: what the outbox has, so that what is missing need not be waited for.
    func announced(to email: String? = nil) async throws -> [AccountSecurityChange] {
        try await database.query("SELECT body FROM outbox WHERE type = 'account.security_changed' ORDER BY position")
            .map { try JSONCoding.decode(AccountSecurityChange.self, from: Array(try $0.get("body", as: String.self).utf8)) }
            .filter { email == nil || $0.email == email }
    }

    func changes(to email: String? = nil) async throws -> [AccountSecurityChange.Change] { try await announced(to: email).map(\.change) }
}
