import Configuration
import Contracts
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

/// Roles by what the identity provider says of a person.
@Suite(.timeLimit(.minutes(3))) struct ProviderRoleTests {
    private static let settings = ["PITCREW_OIDC_ROLES": #"{"garage-advisors": "advisor", "garage-marketing": "marketer"}"#]

    private func groups(_ names: String...) -> [String: JSONValue] {
        ["groups": .array(names.map(JSONValue.string)), "name": "Eve Example"]
    }

    @Test func aGroupGivesARoleAndAnotherGroupAnother() async throws {
        try await ProviderVisit.with(Self.settings) { visit in
            let gateway = visit.gateway
            let cookie = try #require(try await visit.visit("eve@pitcrew.test", claims: groups("all", "garage-advisors")).session)
            let first: SessionAnswer = try await gateway.refresh(cookie).decoded()
            #expect(first.role == .advisor && first.kind == "staff" && first.name == "Eve Example")
            let moved = try #require(try await visit.visit("eve@pitcrew.test", claims: groups("garage-marketing")).session)
            #expect(try await gateway.refresh(moved).json["role"] == "marketer")
            let actions = try await gateway.database.query("SELECT action FROM identity_audit WHERE action LIKE 'account.%' ORDER BY id")
            #expect(try actions.map { try $0.get("action", as: String.self) } == ["account.made", "account.changed"])
        }
    }

    @Test func whoHasNoGroupIsRefusedAndLosesWhatTheyHad() async throws {
        try await ProviderVisit.with(Self.settings) { visit in
            for claims in [[:], groups(), groups("Garage-Advisors", "/garage-advisors"), ["groups": ["garage-advisors": true]]] {
                let answer = try await visit.visit("eve@pitcrew.test", claims: claims)
                #expect(answer.problem == "not-staff" && answer.session == nil, "\(claims)")
            }
            #expect(try await visit.visit("eve@pitcrew.test", claims: groups("garage-advisors").merging(["email_verified": false]) { $1 })
                .problem == "not-staff")
            let cookie = try #require(try await visit.visit("eve@pitcrew.test", claims: groups("garage-advisors")).session)
            #expect(try await visit.visit("eve@pitcrew.test", claims: groups()).problem == "not-staff")
            let ended = try await visit.gateway.tap.awaitEvent(.sessionChanged, as: SessionState.self) { $0.status == .ended }
            #expect(ended.reason == "account_removed", "who has left is out of every service")
            #expect(try await visit.gateway.refresh(cookie).status == 401)
        }
    }

    @Test func theGaragesOwnAccountComesFirst() async throws {
        try await ProviderVisit.with(Self.settings) { visit in
            try await visit.hire("ada@pitcrew.test", .technician)
            for claims in [groups("garage-advisors"), [:]] {
                let cookie = try #require(try await visit.visit(claims: claims).session)
                #expect(try await visit.gateway.refresh(cookie).json["role"] == "technician")
            }
            // An account of a group becomes the garage's own when the file names it, and the file does not take away those it never made.
            _ = try await visit.visit("eve@pitcrew.test", claims: groups("garage-advisors"))
            try await visit.hire("eve@pitcrew.test", .support)
            let cookie = try #require(try await visit.visit("eve@pitcrew.test").session)
            #expect(try await visit.gateway.refresh(cookie).json["role"] == "support")
            let other = try #require(try await visit.visit("mo@pitcrew.test", claims: groups("garage-advisors")).session)
            try await StaffStore.removeOthers(than: ["ada@pitcrew.test"], in: visit.gateway.database)
            #expect(try await visit.visit("eve@pitcrew.test").problem == "not-staff")
            #expect(try await visit.gateway.refresh(other).status == 200)
        }
    }

    @Test func theProvidersWordEndsAndNoPasswordOpensItsAccounts() async throws {
        try await ProviderVisit.with(Self.settings) { visit in
            let cookie = try #require(try await visit.visit("eve@pitcrew.test", claims: groups("garage-advisors")).session)
            let password = try await visit.gateway.post("/v1/staff/sessions", ["email": "eve@pitcrew.test", "password": "none"])
            #expect(password.status == 401)
            try await visit.gateway.database.execute("UPDATE staff SET confirmed_until = now() - interval '1 second'")
            #expect(try await visit.gateway.refresh(cookie).status == 401, "by whatever way a session was opened")
            try await visit.gateway.database.execute("UPDATE staff SET confirmed_until = now() - interval '181 days'")
            let gone = try await visit.gateway.database.withTransaction { try await ProviderStaffStore.forget(limit: 10, at: Date(), in: $0) }
            #expect(gone == 1)
        }
    }

    @Test func anAddressThatBecomesAnothersTakesNoAccountAlong() async throws {
        try await ProviderVisit.with(Self.settings) { visit in
            let first = try #require(try await visit.visit("eve@pitcrew.test", claims: groups("garage-advisors")).session)
            let begun = try await visit.begin()
            let back = try await visit.signIn(begun, "eve@pitcrew.test", subject: "somebody-else", claims: groups("garage-marketing"))
            let second = try #require(try await visit.comeBack(back, begun.cookie).session)
            #expect(try await visit.gateway.refresh(second).json["role"] == "marketer")
            #expect(try await visit.gateway.refresh(first).status == 401)
        }
    }

    @Test func whoComesForTheFirstTimeInManyBrowsersAtOnceHasOneAccount() async throws {
        try await ProviderVisit.with(Self.settings) { visit in
            var waiting: [(path: String, cookie: String)] = []
            for _ in 0..<6 {
                let begun = try await visit.begin()
                waiting.append((try await visit.signIn(begun, "eve@pitcrew.test", claims: groups("garage-advisors")), begun.cookie))
            }
            let opened = try await withThrowingTaskGroup(of: Bool.self) { group in
                for one in waiting { group.addTask { try await visit.comeBack(one.path, one.cookie).session != nil } }
                return try await group.reduce(into: [Bool]()) { $0.append($1) }
            }
            #expect(opened == Array(repeating: true, count: 6))
            let rows = try await visit.gateway.database.query("SELECT count(DISTINCT person_id) AS people, count(*) AS sessions FROM sessions")
            #expect(try rows.first?.get("people", as: Int.self) == 1 && rows.first?.get("sessions", as: Int.self) == 6)
            let made = try await visit.gateway.database.query("SELECT 1 FROM identity_audit WHERE action = 'account.made'")
            #expect(made.count == 1)
        }
    }

    @Test func theClaimMayLieWithinAnother() throws {
        let claims: JSONValue = [
            "realm_access": ["roles": ["a", 1, "b"]], "https://garage.example/roles": "a", "a/b": ["~c": ["x"]], "groups": 7,
        ]
        let cases: [(String, [String])] = [
            ("/realm_access/roles", ["a", "b"]), ("https://garage.example/roles", ["a"]), ("/a~1b/~0c", ["x"]), ("groups", []),
            ("realm_access", []), ("/realm_access/roles/0", []), ("realm_access.roles", []), ("/", []),
        ]
        for (path, texts) in cases { #expect(try #require(ClaimPath(path)).texts(in: claims) == texts, "\(path)") }
        #expect(ClaimPath("") == nil && ClaimPath("/a~2") == nil && ClaimPath("/a~") == nil)
    }

    @Test func ofSeveralRolesTheFirstByPrecedenceCounts() throws {
        let roles = try #require(try ProviderRoles(settings: Settings(environment: [
            "PITCREW_OIDC_ROLES": #"{"t": "technician", "m": "manager", "a": "advisor"}"#, "PITCREW_OIDC_ROLE_CLAIM": "roles",
        ])))
        #expect(roles.role(by: ["roles": ["t", "a", "m"]]) == .manager)
        #expect(roles.role(by: ["roles": "t"]) == .technician)
        #expect(roles.role(by: ["groups": ["m"]]) == nil)
        #expect(try ProviderRoles(settings: Settings(environment: [:])) == nil, "without the setting nobody has a role by a group")
    }

    @Test(arguments: ["{}", "[]", "advisor", #"{"a": "customer"}"#, #"{"a": "boss"}"#, #"{"a": ["advisor"]}"#])
    func aMappingThatMeansNothingIsRefusedAtTheStart(text: String) {
        #expect(throws: ConfigurationError.self) { try ProviderRoles(settings: Settings(environment: ["PITCREW_OIDC_ROLES": text])) }
    }
}
