import Contracts
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

/// Staff sign-in at an independent OpenID Connect provider, as a browser goes through it.
@Suite(.timeLimit(.minutes(3))) struct ProviderSignInTests {
    @Test func theProviderIsListedAndTheWayThereCarriesStateNonceAndPKCE() async throws {
        try await ProviderVisit.with { visit in
            let list: ProvidersList = try await visit.gateway.get("/v1/sign-in/providers").decoded()
            #expect(list.items.map(\.id) == ["oidc"] && list.items.map(\.name) == ["Garage login"])
            let (one, two) = (try await visit.begin(), try await visit.begin())
            #expect(one.location.hasPrefix(visit.peer.greeting + "/oauth2/authorize?"))
            let (sent, other) = (parameters(one.location), parameters(two.location))
            #expect(sent["response_type"] == "code" && sent["client_id"] == visit.clientID && sent["redirect_uri"] == ProviderVisit.redirect)
            #expect(sent["scope"]?.split(separator: " ").contains("openid") == true && sent["code_challenge_method"] == "S256")
            for name in ["state", "nonce", "code_challenge"] {
                #expect((sent[name] ?? "").utf8.count >= 43 && sent[name] != other[name], "\(name)")
            }
            let answer = try await visit.gateway.get(ProviderVisit.path)
            let cookie = answer.headers["Set-Cookie"] ?? ""
            for attribute in ["HttpOnly", "Secure", "SameSite=Lax", "Path=/"] { #expect(cookie.contains(attribute)) }
            #expect(answer.headers["Cache-Control"] == "no-store")
            #expect(try await visit.gateway.get("/v1/sign-in/providers/other").status == 404)
            #expect(try await visit.gateway.get(ProviderVisit.path + "?return=//evil.example").status == 422)
        }
    }

    @Test func whoComesBackHasASessionThatIsRefreshed() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let answer = try await visit.visit("Ada@pitcrew.test")
            #expect(answer.status == 302 && answer.headers["Location"] == "/board")
            let cookie = try #require(answer.session)
            #expect(answer.headers.values("Set-Cookie").contains { $0.hasPrefix("__Host-pitcrew-oidc=;") }, "its cookie has done its work")
            let refreshed = try await visit.gateway.refresh(cookie)
            #expect(refreshed.status == 200)
            #expect(refreshed.json["kind"] == "staff" && refreshed.json["role"] == "advisor")
            #expect(try refreshed.decoded(SessionAnswer.self).scopes.contains("appointments"))
            let second = try #require(refreshed.cookie)
            #expect(try await visit.gateway.refresh(second).status == 200)
        }
    }

    @Test func theSessionIsBoundToTheKeyTheBrowserNamed() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let (key, other) = (try ES256.PrivateKey.generate(), try ES256.PrivateKey.generate())
            let begun = try await visit.begin("?return=/board&dpop_jkt=\(key.publicKey.thumbprint)")
            let cookie = try #require(try await visit.comeBack(try await visit.signIn(begun), begun.cookie).session)
            #expect(try await visit.gateway.refresh(cookie).status == 401)
            #expect(try await visit.gateway.refresh(cookie, key: other).status == 401)
            #expect(try await visit.gateway.refresh(cookie, key: key).status == 200)
        }
    }

    @Test func anAnswerCountsOnceAndOnlyInTheBrowserThatAsked() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let (begun, stranger) = (try await visit.begin(), try await visit.begin())
            let back = try await visit.signIn(begun)
            for cookie in [nil, stranger.cookie] {
                let answer = try await visit.comeBack(back, cookie)
                #expect(answer.problem == "sign-in-ended" && answer.session == nil, "\(cookie ?? "no cookie")")
            }
            let changed = back.replacing("state=", with: "state=x")
            #expect(try await visit.comeBack(changed, begun.cookie).problem == "sign-in-ended")
            #expect(try await visit.comeBack(back, begun.cookie).session != nil, "the strangers took nothing away")
            let again = try await visit.comeBack(back, begun.cookie)
            #expect(again.problem == "sign-in-ended" && again.session == nil)
        }
    }

    @Test func aCodeOfAnotherSignInIsWorthNothing() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let (mine, theirs) = (try await visit.begin(), try await visit.begin())
            let (back, stolen) = (try await visit.signIn(mine), try await visit.signIn(theirs))
            let injected = back.replacing(try #require(parameters(back)["code"]), with: try #require(parameters(stolen)["code"]))
            #expect(try await visit.comeBack(injected, mine.cookie).problem == "provider-refused", "PKCE and the nonce tie a code to who asked")
        }
    }

    @Test func whoIsNotOfTheStaffOrNotVerifiedIsRefused() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            let stranger = try await visit.visit("eve@elsewhere.example")
            #expect(stranger.problem == "not-staff" && stranger.session == nil)
            let unverified = try await visit.visit(claims: ["email_verified": false])
            #expect(unverified.problem == "not-staff" && unverified.session == nil)
            #expect(try await visit.visit().session != nil)
        }
    }

    @Test func aTrustedProvidersSilenceAboutAnAddressCounts() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            #expect(try await visit.visit(claims: ["email_verified": .null]).problem == "not-staff")
        }
        try await ProviderVisit.with(["PITCREW_OIDC_EMAIL": "trusted"]) { visit in
            try await visit.hire()
            #expect(try await visit.visit(claims: ["email_verified": .null]).session != nil)
            #expect(try await visit.visit(claims: ["email_verified": false]).problem == "not-staff")
            #expect(try await visit.visit(claims: ["email": .null]).problem == "not-staff")
        }
    }

    @Test func anotherKeyOfTheProviderIsFollowed() async throws {
        try await ProviderVisit.with { visit in
            try await visit.hire()
            for _ in 0..<2 { #expect(try await visit.visit().session != nil) }
            #expect(try await visit.peer.ask(["do": "seen"])["/jwks"] == 1, "keys are kept")
            _ = try await visit.peer.ask(["do": "rotate"])
            #expect(try await visit.visit().session != nil)
            #expect(try await visit.peer.ask(["do": "seen"])["/jwks"] == 2)
        }
    }
}
