import Contracts
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct PartnerKeyTests {
    @Test func aKeyMayHaveFewerScopes() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let narrow = try await gateway.addKey(partner, scopes: ["partner.usage"])
            #expect(try await gateway.partnerToken(narrow, scope: "partner.bookings").json["error"] == "invalid_scope")
            let token = try await gateway.accessToken(narrow)
            #expect(try await gateway.post("/v1/bookings", wish(), token: token, key: "k1").status == 403)
            #expect(try await gateway.get("/v1/webhook", token: token).status == 403)
            let path = "/v1/partners/\(partner.id.text)/keys"
            let refused = try await gateway.post(
                path, ["scopes": ["ops"]], token: try await gateway.operatorToken(), key: "k2"
            )
            #expect(refused.status == 422)
        }
    }

    @Test func keysAreListedAndOneIsRevokedAtOnce() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let token = try await gateway.accessToken(partner)
            let second = try await gateway.addKey(partner)
            let sandbox = try await gateway.addKey(partner, environment: "sandbox")
            let ops = try await gateway.operatorToken()
            let path = "/v1/partners/\(partner.id.text)/keys"
            let keys: PartnerKeysAnswer = try await gateway.get(path, token: ops).decoded()
            let first = try #require(keys.items.first { $0.clientId == partner.clientID })
            #expect(keys.items.count == 3)
            #expect(abs((first.endsAt ?? Date()).timeIntervalSinceNow - 7 * 86_400) < 60, "the older one ends in seven days")
            #expect(first.lastUsedAt != nil)
            let trial = keys.items.first { $0.clientId == sandbox.clientID }
            #expect(trial?.environment == .sandbox)
            #expect(keys.items.first { $0.clientId == second.clientID }?.endsAt == nil, "a sandbox key ends no live one")
            #expect(try await gateway.send(.delete, "\(path)/\(partner.clientID)", token: ops).status == 204)
            #expect(try await gateway.partnerToken(partner).status == 401)
            try await eventually("its token counts no longer") {
                try await gateway.get("/v1/bookings/\(UUID().text)", token: token).status == 401
            }
            #expect(try await gateway.partnerToken(second).status == 200)
            let other = try await gateway.makePartner()
            let foreign = "/v1/partners/\(other.id.text)/keys/\(second.clientID)"
            #expect(try await gateway.send(.delete, foreign, token: ops).status == 404)
        }
    }

    @Test func aSuspendedPartnerIsKeptOutAndEverybodyHearsOfIt() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let token = try await gateway.accessToken(partner)
            let (path, ops) = ("/v1/partners/\(partner.id.text)", try await gateway.operatorToken())
            #expect(try await gateway.send(.put, path, body: ["active": false], token: ops).status == 200)
            #expect(try await gateway.partnerToken(partner).status == 401)
            try await eventually("its token counts no longer") {
                try await gateway.get("/v1/bookings/\(UUID().text)", token: token).status == 401
            }
            let told = try await eventually("the event") { () -> PartnerState? in
                try gateway.tap.payloads(.partnerChanged, as: PartnerState.self).first { $0.version == 2 }
            }
            #expect(told.active == false)
            #expect(try await gateway.send(.put, path, body: ["active": true], token: ops).json["version"] == 3)
            #expect(try await gateway.partnerToken(partner).status == 200)
            let unknown = "/v1/partners/\(UUID().text)"
            #expect(try await gateway.send(.put, unknown, body: ["active": true], token: ops).status == 404)
        }
    }

    /// A partner's token is for the gateway alone: it names another audience than the services take.
    @Test func aPartnersTokenNamesItsOwnAudience() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let token = try await gateway.accessToken(partner)
            let payload = try #require(token.split(separator: ".").dropFirst().first)
            let claims = try JSONCoding.decode(JSONValue.self, from: try #require(Base64URL.decode(payload)))
            #expect(claims["aud"] == "pitcrew-partners")
            #expect(claims["client_id"] == .string(partner.clientID))
            #expect(claims["env"] == nil)
            #expect(PartnerGatewayService.audiences == ["pitcrew", "pitcrew-partners"])
        }
    }
}
