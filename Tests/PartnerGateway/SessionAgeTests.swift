import Configuration
import Foundation
import Outbound
import TestSupport
import Testing
import WebAuthn

@testable import PartnerGateway

/// What a session's age and idleness decide (OWASP ASVS 4.0.3, 3.3.2 and 3.3.4).
@Suite(.timeLimit(.minutes(6))) struct SessionAgeTests {
    private static let staff = #"[{"email":"op@pitcrew.test","name":"Op","role":"operator","password":"correct horse"}]"#
    private static let right = SignInRequest(email: "op@pitcrew.test", password: "correct horse")

    @Test func aStaffSessionEndsOnceItWasIdle() async throws {
        try await withStaff(Self.staff) { gateway in
            let opened = try await gateway.signIn(Self.right)
            #expect(opened.json["idleLimit"] == 1800)
            try await gateway.database.execute("UPDATE sessions SET last_used_at = now() - interval '29 minutes'")
            let used = try await gateway.refresh(try #require(opened.cookie))
            #expect(used.status == 200)
            try await gateway.database.execute("UPDATE sessions SET last_used_at = now() - interval '31 minutes'")
            #expect(try await gateway.refresh(try #require(used.cookie)).json["type"] == "urn:pitcrew:problem:session-ended")
            let why = try await gateway.database.query("SELECT DISTINCT ended_why FROM sessions WHERE ended_at IS NOT NULL")
            #expect(try why.map { try $0.get("ended_why", as: String.self) } == ["idle"])
        }
    }

    @Test func aCustomersSessionMayRest() async throws {
        try await withGateway { gateway in
            let opened = try await gateway.signInWithCode("ada@customer.example")
            #expect(opened.json["idleLimit"] == nil)
            try await gateway.database.execute("UPDATE sessions SET last_used_at = now() - interval '20 days'")
            #expect(try await gateway.refresh(try #require(opened.cookie)).status == 200)
        }
    }

    @Test func theIdleLimitIsLongerThanATokenCounts() throws {
        var settings = ["PITCREW_KEY_SECRET": String(repeating: "k", count: 32), "PITCREW_CODE_SECRET": String(repeating: "c", count: 32)]
        #expect(try PartnerGatewayConfiguration(settings: Settings(environment: settings)).sessions.staffIdle == .seconds(1800))
        settings["PITCREW_STAFF_IDLE"] = "10m"
        #expect(throws: ConfigurationError.self) { try PartnerGatewayConfiguration(settings: Settings(environment: settings)) }
    }

    @Test func whoSignedInLongAgoMustProveAgainBeforeTheyChangeHow() async throws {
        try await withGateway { gateway in
            let (old, other) = (
                try await gateway.signInWithCode("ada@customer.example"), try await gateway.signInWithCode("ada@customer.example")
            )
            try await gateway.database.execute("UPDATE sessions SET created_at = now() - interval '11 minutes'")
            let refreshed = try await gateway.refresh(try #require(old.cookie))
            let token = refreshed.json["accessToken"]?.stringValue
            let elsewhere = other.json["sessionId"]?.stringValue ?? ""
            for (method, path) in Self.sensitive + [(.delete, "/v1/sessions/\(elsewhere)")] {
                let answer = try await gateway.send(method, path, body: ["number": "+4915112345678"], token: token)
                #expect(answer.json["type"] == "urn:pitcrew:problem:fresh-proof-required", "\(method) \(path)")
            }
            let credential = RegistrationResponseJSON(
                id: "AQID", rawId: "AQID", type: "public-key", response: .init(clientDataJSON: "", attestationObject: "")
            )
            let body = PasskeyRegistration(challengeId: UUID(), credential: credential, name: nil)
            #expect(try await gateway.post("/v1/passkeys", body, token: token).json["type"] == "urn:pitcrew:problem:fresh-proof-required")
            #expect(try await gateway.get("/v1/sessions", token: token).status == 200, "looking is no change")
            let here = refreshed.json["sessionId"]?.stringValue ?? ""
            #expect(try await gateway.send(.delete, "/v1/sessions/\(here)", token: token).status == 204, "signing out needs no proof")
            let again = try await gateway.signInWithCode("ada@customer.example").json["accessToken"]?.stringValue
            #expect(try await gateway.send(.delete, "/v1/sessions", token: again).json["count"] == 1)
        }
    }

    private static let sensitive: [(OutboundRequest.Method, String)] = [
        (.delete, "/v1/sessions"), (.post, "/v1/passkeys/options"), (.delete, "/v1/passkeys/AQID"), (.post, "/v1/phones"),
        (.delete, "/v1/phones/00000000-0000-7000-8000-000000000000"),
    ]
}
