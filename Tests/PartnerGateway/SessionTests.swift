import Contracts
import Cryptography
import Foundation
import HTTP
import Outbound
import ServiceKit
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(3))) struct SessionTests {
    @Test func aCodeOpensASessionThatIsRefreshedOnceForEachToken() async throws {
        try await withGateway { gateway in
            let opened = try await gateway.signInWithCode("Ada@customer.example")
            #expect(opened.status == 201)
            #expect(opened.json["kind"] == "customer")
            #expect(opened.json["scopes"] == ["own"])
            #expect(opened.headers["Cache-Control"] == "no-store")
            let cookie = try #require(opened.cookie)
            let attributes = opened.headers["Set-Cookie"] ?? ""
            for attribute in ["HttpOnly", "Secure", "SameSite=Strict", "Path=/"] { #expect(attributes.contains(attribute)) }
            let refreshed = try await gateway.refresh(cookie)
            #expect(refreshed.status == 200)
            #expect(refreshed.json["sessionId"] == opened.json["sessionId"])
            #expect(refreshed.cookie != cookie)
            let claims = try gateway.claims(refreshed)
            #expect(claims.sub == NaturalIdentity.customer(email: "ada@customer.example").text, "what was booked before is theirs")
            #expect(claims.name == nil, "no token carries an address")
        }
    }

    @Test func aUsedTokenEndsTheSessionOnceItsSuccessorWasUsed() async throws {
        try await withGateway { gateway in
            let opened = try await gateway.signInWithCode("ada@customer.example")
            let first = try #require(opened.cookie)
            let second = try #require(try await gateway.refresh(first).cookie)
            let third = try #require(try await gateway.refresh(second).cookie)
            #expect(try await gateway.refresh(first).status == 401)
            #expect(try await gateway.refresh(third).status == 401, "nobody knows who the thief is")
            let ended = try await gateway.tap.awaitEvent(.sessionChanged, as: SessionState.self) { $0.status == .ended }
            #expect(ended.reason == "reused")
            try await eventually("the access token is refused") {
                try await gateway.get("/v1/sessions", token: opened.json["accessToken"]?.stringValue).status == 401
            }
        }
    }

    @Test func aLostAnswerIsForgivenAndWhatItCarriedNoLongerCounts() async throws {
        try await withGateway { gateway in
            let first = try #require(try await gateway.signInWithCode("ada@customer.example").cookie)
            let lost = try #require(try await gateway.refresh(first).cookie)
            let again = try await gateway.refresh(first)
            #expect(again.status == 200)
            #expect(try await gateway.refresh(lost).status == 401)
            #expect(try await gateway.refresh(try #require(again.cookie)).status == 401, "two hold tokens of one session: it ends")
        }
    }

    @Test func refreshesAtTheSameTimeGiveOneSessionAndNoReuse() async throws {
        try await withGateway { gateway in
            let cookie = try #require(try await gateway.signInWithCode("ada@customer.example").cookie)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<8 { group.addTask { try await gateway.refresh(cookie).status } }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 200 })
            let rows = try await gateway.database.query("SELECT count(*) AS n FROM refresh_tokens WHERE used_at IS NULL")
            #expect(try rows.first?.get("n", as: Int.self) == 1, "of all answers one counts")
        }
    }

    @Test func aSessionOfADevicesKeyIsWorthNothingWithoutIt() async throws {
        try await withGateway { gateway in
            let (key, other) = (try ES256.PrivateKey.generate(), try ES256.PrivateKey.generate())
            let opened = try await gateway.signInWithCode("ada@customer.example", key: key)
            let cookie = try #require(opened.cookie)
            #expect(try await gateway.refresh(cookie).status == 401)
            #expect(try await gateway.refresh(cookie, key: other).status == 401)
            let proof = try gateway.proof("/v1/sessions/refresh", key: key)
            let refreshed = try await gateway.refresh(cookie, proof: proof)
            #expect(refreshed.status == 200, "whoever lacks the key ends nothing")
            let replayed = try await gateway.refresh(try #require(refreshed.cookie), proof: proof)
            #expect(replayed.json["type"] == "urn:pitcrew:problem:invalid-proof")
        }
    }

    @Test func anotherSiteGetsNothingByACookie() async throws {
        try await withGateway { gateway in
            let cookie = try #require(try await gateway.signInWithCode("ada@customer.example").cookie)
            for header in [("Origin", "https://evil.example"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")] {
                #expect(try await gateway.refresh(cookie, headers: [header]).status == 403)
                let body = CodeRequest(channel: .email, address: "ada@customer.example", locale: nil)
                #expect(try await gateway.send(.post, "/v1/sign-in/codes", body: body, headers: [header]).status == 403)
                #expect(try await gateway.send(.delete, "/v1/sessions/current", headers: [("Cookie", cookie), header]).status == 403)
            }
            #expect(try await gateway.refresh(cookie).status == 200)
        }
    }

    @Test func peopleSeeAndEndTheirOwnSessionsOnly() async throws {
        try await withGateway { gateway in
            let first = try await gateway.signInWithCode("ada@customer.example")
            let second = try await gateway.signInWithCode("ada@customer.example")
            let stranger = try await gateway.signInWithCode("eve@customer.example")
            let token = second.json["accessToken"]?.stringValue
            let list: SessionList = try await gateway.get("/v1/sessions", token: token).decoded()
            #expect(list.items.count == 2)
            #expect(list.items.filter(\.current).map(\.id.text) == [second.json["sessionId"]?.stringValue])
            let other = stranger.json["sessionId"]?.stringValue ?? ""
            #expect(try await gateway.send(.delete, "/v1/sessions/\(other)", token: token).status == 404)
            let own = first.json["sessionId"]?.stringValue ?? ""
            #expect(try await gateway.send(.delete, "/v1/sessions/\(own)", token: token).status == 204)
            #expect(try await gateway.refresh(try #require(first.cookie)).status == 401)
            #expect(try await gateway.refresh(try #require(stranger.cookie)).status == 200)
        }
    }

    @Test func supportEndsASessionFromAfarAndTheAuditSaysWhoAndWhy() async throws {
        try await withGateway { gateway in
            let opened = try await gateway.signInWithCode("ada@customer.example")
            let support = try await gateway.staffToken([.support, .identity])
            let people: PeopleList = try await gateway.get("/v1/people?email=Ada@customer.example", token: support).decoded()
            let person = try #require(people.items.first)
            let session = opened.json["sessionId"]?.stringValue ?? ""
            let path = "/v1/people/\(person.id.text)/sessions/\(session)/end"
            #expect(try await gateway.post(path, ["reason": " "], token: support).status == 422)
            #expect(try await gateway.post(path, ["reason": "Phone was stolen"], token: support).status == 204)
            #expect(try await gateway.post(path, ["reason": "Again"], token: support).status == 404)
            let audit: AuditPage = try await gateway.get("/v1/identity-audit?personId=\(person.id.text)", token: support).decoded()
            #expect(audit.items.first?.action == "session.ended")
            #expect(audit.items.first?.actor == "Staff")
            #expect(audit.items.first?.detail?["note"] == "Phone was stolen")
            await #expect(throws: (any Error).self) { try await gateway.database.execute("DELETE FROM identity_audit") }
        }
    }

    @Test func signingOutEndsTheSessionAndTakesTheCookieAway() async throws {
        try await withGateway { gateway in
            let cookie = try #require(try await gateway.signInWithCode("ada@customer.example").cookie)
            let answer = try await gateway.send(.delete, "/v1/sessions/current", headers: [("Cookie", cookie)])
            #expect(answer.status == 204)
            #expect(answer.headers["Set-Cookie"]?.contains("Max-Age=0") == true)
            #expect(try await gateway.refresh(cookie).status == 401)
        }
    }
}
