import Contracts
import Foundation
import Outbound
import TestSupport
import Testing

@testable import PartnerGateway

@Suite struct TokenTests {
    @Test func aPartnerGetsATokenAndBooksWithIt() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let answer = try await gateway.partnerToken(partner)
            #expect(answer.status == 200)
            #expect(answer.json["token_type"] == "Bearer")
            #expect(answer.json["scope"] == "partner.bookings partner.usage partner.webhooks")
            #expect(answer.headers["Cache-Control"] == "no-store")
            let token = answer.json["access_token"]?.stringValue
            let booked = try await gateway.post("/v1/bookings", wish(), token: token, key: "k1")
            #expect(booked.status == 202)
            let event = try await gateway.tap.awaitEvent(.partnerBookingRequested, as: PartnerBookingRequested.self)
            #expect(event.partnerId == partner.id)
            #expect(event.reference == "F-1")
        }
    }

    @Test func theTokenEndpointRefusesAsTheRFCSays() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let wrong = TestService<PartnerGatewayService>.Partner(id: partner.id, clientID: partner.clientID, secret: "wrong")
            let refused = try await gateway.partnerToken(wrong)
            #expect(refused.status == 401)
            #expect(refused.json["error"] == "invalid_client")
            #expect(refused.headers["WWW-Authenticate"] != nil)
            let scope = try await gateway.partnerToken(partner, scope: "ops")
            #expect(scope.status == 400)
            #expect(scope.json["error"] == "invalid_scope")
            let grant = try await gateway.send(
                .post, "/oauth/token", body: RawBody("grant_type=password"),
                headers: [("Content-Type", "application/x-www-form-urlencoded")]
            )
            #expect(grant.json["error"] == "unsupported_grant_type")
        }
    }

    @Test func basicCredentialsCount() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let basic = Data("\(partner.clientID):\(partner.secret)".utf8).base64EncodedString()
            let answer = try await gateway.send(
                .post, "/oauth/token", body: RawBody("grant_type=client_credentials"),
                headers: [("Content-Type", "application/x-www-form-urlencoded"), ("Authorization", "Basic \(basic)")]
            )
            #expect(answer.status == 200)
        }
    }

    @Test func aRotatedKeyIsPublishedBeforeItSignsAndNoTokenIsRefusedMeanwhile() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let old = try await gateway.partnerToken(partner).json["access_token"]?.stringValue
            let rotated = try await gateway.post("/v1/signing-keys/rotations", token: try await gateway.operatorToken())
            #expect(rotated.status == 201)
            let published: PublishedKeys = try await gateway.get("/.well-known/jwks.json").decoded()
            try #require(published.keys.count == 2)
            let start = try #require(published.keys[0].notBefore)
            #expect(abs(start.timeIntervalSinceNow - 300) < 60)
            #expect(published.keys[0].notAfter == nil)
            #expect(published.keys[1].notAfter == start + 86_400)
            #expect(try await gateway.post("/v1/bookings", wish(), token: old, key: "k2").status == 202)
            let fresh = try await gateway.partnerToken(partner).json["access_token"]?.stringValue
            #expect(try await gateway.post("/v1/bookings", wish(reference: "F-2"), token: fresh, key: "k3").status == 202)
        }
    }

    @Test func theTokenEndpointHidesNoFailureOfItsOwn() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            try await gateway.database.execute("ALTER TABLE partner_keys RENAME TO elsewhere")
            let answer = try await gateway.partnerToken(partner)
            #expect(answer.status == 500)
            #expect(answer.json["type"] == "urn:pitcrew:problem:internal-error")
        }
    }
}
