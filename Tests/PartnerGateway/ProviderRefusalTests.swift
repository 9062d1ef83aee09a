import Contracts
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

/// Against a provider that says what it must not.
@Suite(.timeLimit(.minutes(6))) struct ProviderRefusalTests {
    struct Flow {
        let begun: BeginProviderSignIn.Begun
        var answer: FinishProviderSignIn.Answer
    }

    /// Begins, and has the provider hand out a token with these claims in place of the right ones.
    func flow(
        _ desk: ProviderDesk, _ changes: [String: JSONValue] = [:], how: String = "RS256", kid: String = "k", asksAnew: Bool = false
    ) async throws -> Flow {
        let begun = try await desk.begin.run(returnPath: "/", thumbprint: Base64URL.encode(SHA256.digest("key")), asksAnew: asksAnew)
        let sent = parameters(begun.location)
        let issuer = desk.peer.greeting, now = Int(desk.clock.now().timeIntervalSince1970)
        var claims: [String: JSONValue] = [
            "iss": .string(issuer), "aud": "pitcrew", "sub": "1", "exp": .int(now + 300), "iat": .int(now),
            "nonce": .string(sent["nonce"] ?? ""), "email": "ada@pitcrew.test", "email_verified": true, "acr": "mfa",
            "at_hash": .string(Base64URL.encode(SHA256.digest("access").prefix(16))),
        ]
        claims.merge(changes) { _, new in new }
        try await desk.ask(["do": "next", "how": .string(how), "kid": .string(kid), "claims": .object(claims)])
        return Flow(begun: begun, answer: .init(code: "code", state: sent["state"], iss: issuer))
    }

    func finish(_ desk: ProviderDesk, _ flow: Flow) async throws -> FinishProviderSignIn.Finished {
        try await desk.finish.run(flow.answer, browser: flow.begun.browser)
    }

    @Test func sendsWhatTheStandardsAskFor() async throws {
        try await ProviderDesk.with { desk in
            let flow = try await flow(desk)
            let finished = try await finish(desk, flow)
            #expect(finished.person.userVerified && finished.thumbprint == Base64URL.encode(SHA256.digest("key")))
            let sent = parameters(flow.begun.location), seen = try await desk.ask(["do": "seen"])
            let form = try #require(seen["form"])
            #expect(Base64URL.encode(SHA256.digest(form["code_verifier"]?.stringValue ?? "")) == sent["code_challenge"])
            #expect(sent["code_challenge_method"] == "S256" && form["redirect_uri"]?.stringValue == ProviderDesk.redirect)
            #expect(form["client_secret"] == "a secret+" && seen["credentials"] == .null, "this provider takes the secret in the form")
        }
    }

    @Test func refusesTokensThatDoNotHold() async throws {
        try await ProviderDesk.with { desk in
            let now = Int(desk.clock.now().timeIntervalSince1970)
            let wrong: [[String: JSONValue]] = [
                ["iss": "https://other.example"], ["aud": "other"], ["aud": ["pitcrew", "other"]], ["azp": "other"], ["nonce": "other"],
                ["nonce": .null], ["exp": .int(now - 100)], ["exp": .null], ["iat": .int(now - 700)], ["iat": .int(now + 100)],
                ["iat": .null], ["at_hash": "AAAAAAAAAAAAAAAAAAAAAA"], ["sub": ""], ["sub": .null],
                ["auth_time": .int(now + 100)], ["auth_time": .int(0)], ["auth_time": .double(-1e300)], ["auth_time": "now"],
            ]
            for changes in wrong {
                let flow = try await flow(desk, changes)
                await #expect(throws: ProviderSignInError.refused, "\(changes)") { try await finish(desk, flow) }
            }
            for how in ["none", "HS256", "stranger"] {
                let flow = try await flow(desk, how: how)
                await #expect(throws: ProviderSignInError.refused, "\(how)") { try await finish(desk, flow) }
            }
            #expect(try await finish(desk, flow(desk, ["aud": ["pitcrew", "other"], "azp": "pitcrew"])).person.method == "oidc")
        }
    }

    @Test func whomItWasToAskAnewItMustHaveAskedSince() async throws {
        try await ProviderDesk.with { desk in
            let begin = Int(desk.clock.now().timeIntervalSince1970)
            for time in [JSONValue.null, .int(begin - 62), .int(begin - 3600)] {
                let flow = try await flow(desk, ["auth_time": time], asksAnew: true)
                await #expect(throws: ProviderSignInError.notFresh, "\(time)") { try await finish(desk, flow) }
            }
            let slow = try await flow(desk, ["auth_time": .int(begin + 5)], asksAnew: true)
            desk.clock.advance(by: .seconds(300))
            let asked = try await finish(desk, slow).person.providerAskedAt
            #expect(asked == Date(timeIntervalSince1970: Double(begin + 5)), "a second factor may take its time, and the proof is as old as it is")
            let now = desk.clock.now(), ahead = Int(now.timeIntervalSince1970) + 50
            #expect(try await finish(desk, flow(desk, ["auth_time": .int(ahead)], asksAnew: true)).person.providerAskedAt == now)
            #expect(try await finish(desk, flow(desk)).person.providerAskedAt == nil)
        }
    }

    @Test func asksForUnknownKeysOnceAMinute() async throws {
        try await ProviderDesk.with { desk in
            for _ in 0..<3 {
                let flow = try await flow(desk, kid: "other")
                await #expect(throws: ProviderSignInError.refused) { try await finish(desk, flow) }
            }
            #expect(try await desk.ask(["do": "seen"])["jwks"] == 2)
        }
    }

    @Test func finishesOnceAndOnlyWhereItBegan() async throws {
        try await ProviderDesk.with { desk in
            let first = try await flow(desk), other = try await flow(desk)
            for browser in [other.begun.browser, "", nil] {
                await #expect(throws: ProviderSignInError.ended) { try await desk.finish.run(first.answer, browser: browser) }
            }
            _ = try await finish(desk, flow(desk))
            let again = try await flow(desk)
            _ = try await finish(desk, again)
            await #expect(throws: ProviderSignInError.ended) { try await finish(desk, again) }
            let late = try await flow(desk)
            desk.clock.advance(by: .seconds(600))
            await #expect(throws: ProviderSignInError.ended) { try await finish(desk, late) }
        }
    }

    @Test func refusesAnswersOfAnotherProviderAndErrors() async throws {
        try await ProviderDesk.with { desk in
            for iss in ["https://other.example", nil] {
                var flow = try await flow(desk)
                flow.answer.iss = iss
                await #expect(throws: ProviderSignInError.refused) { try await finish(desk, flow) }
            }
            var flow = try await flow(desk)
            flow.answer.error = "access_denied"
            await #expect(throws: ProviderSignInError.denied) { try await finish(desk, flow) }
            for (path, thumbprint) in [("//evil.example", nil), ("/", "short")] {
                await #expect(throws: ProviderSignInError.malformed) { try await desk.begin.run(returnPath: path, thumbprint: thumbprint) }
            }
        }
    }
}
