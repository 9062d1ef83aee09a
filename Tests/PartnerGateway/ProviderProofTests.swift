import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

/// How fresh a proof an identity provider's word is (OWASP ASVS 4.0.3, 3.3.4; OpenID Connect Core 3.1.2.1).
@Suite(.timeLimit(.minutes(3))) struct ProviderProofTests {
    /// What a change of how somebody signs in is told, with the session that the cookie opens.
    private func change(_ visit: ProviderVisit, _ cookie: String?) async throws -> OutboundResponse {
        let token = try await visit.gateway.refresh(try #require(cookie)).json["accessToken"]?.stringValue
        return try await visit.gateway.send(.delete, "/v1/sessions", token: token)
    }

    private func needsProof(_ visit: ProviderVisit, _ cookie: String?) async throws -> Bool {
        let answer = try await change(visit, cookie)
        try #require(answer.status == 200 || answer.json["type"] == "urn:pitcrew:problem:fresh-proof-required")
        return answer.status != 200
    }

    @Test func aSignInCountsAsAProofFromWhenTheProviderAsked() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            #expect(try await needsProof(visit, visit.visit().session), "of a provider that does not say when it asked")
            for (age, isOld) in [(300, false), (660, true)] {
                let asked = JSONValue.int(Int(Date().timeIntervalSince1970) - age)
                #expect(try await needsProof(visit, visit.visit(claims: ["auth_time": asked]).session) == isOld, "\(age) s")
            }
        }
    }

    @Test func whoseProofIsOldIsAskedAnewByTheProvider() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let begun = try await visit.begin("?return=/board&prompt=login")
            let sent = parameters(begun.location)
            #expect(sent["prompt"] == "login" && sent["max_age"] == "0")
            let cookie = try #require(try await visit.comeBack(try await visit.signIn(begun, known: 3600), begun.cookie).session)
            #expect(try await !needsProof(visit, cookie))
            #expect(try await visit.gateway.get(ProviderVisit.path + "?prompt=none").status == 422)
        }
    }

    @Test func whoeverTakesTheDemandOutOfTheAddressProvesNothing() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            for (demand, isAsked) in [("&prompt=login", true), ("&max_age=0", false), ("&prompt=login&max_age=0", false)] {
                let begun = try await visit.begin("?prompt=login")
                try #require(begun.location.contains(demand))
                let changed = ProviderVisit.Begun(location: begun.location.replacing(demand, with: ""), cookie: begun.cookie)
                let answer = try await visit.comeBack(try await visit.signIn(changed, known: 3600), begun.cookie)
                #expect((answer.session != nil) == isAsked && answer.problem == (isAsked ? nil : "provider-not-fresh"), "\(demand)")
            }
        }
    }

    @Test func aProofGrowsOldWithItsSession() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let begun = try await visit.begin("?prompt=login")
            let cookie = try #require(try await visit.comeBack(try await visit.signIn(begun), begun.cookie).session)
            try await visit.gateway.database.execute("UPDATE sessions SET provider_asked_at = now() - interval '11 minutes'")
            #expect(try await needsProof(visit, cookie), "a refresh proves nothing")
        }
    }
}
