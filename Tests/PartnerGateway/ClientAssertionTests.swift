import Contracts
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

/// `private_key_jwt` (RFC 7523): what counts, and each reason why an assertion does not.
@Suite(.timeLimit(.minutes(6))) struct ClientAssertionTests {
    @Test func anAssertionCountsOnceForEitherAudience() async throws {
        try await withGateway { gateway in
            let (partner, signer) = (try await gateway.makePartner(), try Signer())
            let client = try await gateway.addKey(partner, jwks: signer.jwks)
            #expect(client.secret.isEmpty)
            let fields = try signer.fields(client.clientID)
            #expect(try await gateway.tokenAnswer(fields).status == 200)
            let again = try await gateway.tokenAnswer(fields)
            #expect(again.status == 401)
            #expect(again.json["error"] == "invalid_client")
            let endpoint = try signer.fields(client.clientID) { $0.aud = "https://pitcrew.test/api/partner-gateway/oauth/token" }
            #expect(try await gateway.tokenAnswer(endpoint + [("client_id", client.clientID)]).status == 200)
        }
    }

    @Test func whatIsNotSoundIsRefused() async throws {
        try await withGateway { gateway in
            let (partner, signer, stranger) = (try await gateway.makePartner(), try Signer(), try Signer())
            let client = try await gateway.addKey(partner, jwks: signer.jwks)
            let other = try await gateway.addKey(partner, jwks: stranger.jwks)
            let id = client.clientID
            let good = try #require(try signer.fields(id).last?.1)
            let cases: [(String, [(String, String)])] = [
                ("expired", try signer.fields(id) { $0.exp = Date() - 60 }),
                ("runs too long", try signer.fields(id) { $0.exp = Date() + 3700 }),
                ("no iat", try signer.fields(id) { $0.iat = nil }),
                ("made in the future", try signer.fields(id) { $0.iat = Date() + 120 }),
                ("no jti", try signer.fields(id) { $0.jti = nil }),
                ("another audience", try signer.fields(id) { $0.aud = "https://elsewhere.example" }),
                ("another subject", try signer.fields(id) { $0.sub = other.clientID }),
                ("another issuer", try signer.fields(id) { $0.iss = other.clientID }),
                ("another client's key", try stranger.fields(id)),
                ("another client_id", try signer.fields(id) + [("client_id", other.clientID)]),
                ("alg none", Signer.fields(Self.unsigned(id, alg: "none"))),
                ("HS256 by the public key", Signer.fields(try Self.hmac(id, signer))),
                ("a changed claim", Signer.fields(Self.changed(good))),
            ]
            for (why, fields) in cases {
                let answer = try await gateway.tokenAnswer(fields)
                #expect(answer.status == 401, "\(why)")
                #expect(answer.json["error"] == "invalid_client", "\(why)")
            }
            #expect(try await gateway.tokenAnswer(try signer.fields(id)).status == 200, "the signer itself is fine")
        }
    }

    @Test func oneMethodARequestAndAClient() async throws {
        try await withGateway { gateway in
            let (partner, signer) = (try await gateway.makePartner(), try Signer())
            let client = try await gateway.addKey(partner, jwks: signer.jwks)
            let basic = Data("\(partner.clientID):\(partner.secret)".utf8).base64EncodedString()
            let twice = try await gateway.tokenAnswer(try signer.fields(client.clientID), headers: [("Authorization", "Basic \(basic)")])
            #expect(twice.status == 400)
            #expect(twice.json["error"] == "invalid_request")
            let both = try await gateway.tokenAnswer(try signer.fields(client.clientID) + [("client_secret", partner.secret)])
            #expect(both.json["error"] == "invalid_request")
            // A client that signs has no secret, and one with a secret has no keys.
            #expect(try await gateway.tokenAnswer([("client_id", client.clientID), ("client_secret", "")]).status == 401)
            #expect(try await gateway.tokenAnswer(try signer.fields(partner.clientID)).status == 401)
            let untyped = try await gateway.tokenAnswer([("client_assertion", "a.b.c")])
            #expect(untyped.json["error"] == "invalid_request")
        }
    }

    @Test func guessingIsCountedByClientAndAddress() async throws {
        try await withGateway { gateway in
            let partner = try await gateway.makePartner()
            let wrong = [("client_id", partner.clientID), ("client_secret", "wrong")]
            let here = [("X-Forwarded-For", "192.0.2.7")]
            for _ in 0..<AuthenticateClient.maximumFailures {
                #expect(try await gateway.tokenAnswer(wrong, headers: here).status == 401)
            }
            let locked = try await gateway.tokenAnswer([("client_id", partner.clientID), ("client_secret", partner.secret)], headers: here)
            #expect(locked.status == 429)
            #expect(locked.headers["Retry-After"] != nil)
            #expect(try await gateway.partnerToken(partner).status == 200, "elsewhere it still gets in")
        }
    }

    private static func claims(_ id: String) -> String {
        let now = Int(Date().timeIntervalSince1970)
        let text = #"{"iss":"\#(id)","sub":"\#(id)","aud":"https://pitcrew.test","iat":\#(now),"exp":\#(now + 60),"jti":"\#(UUID().text)"}"#
        return Base64URL.encode(Array(text.utf8))
    }

    private static func unsigned(_ id: String, alg: String) -> String {
        Base64URL.encode(Array(#"{"alg":"\#(alg)","kid":"k1"}"#.utf8)) + "." + claims(id) + "."
    }

    /// The old trick: the public key taken as a shared secret.
    private static func hmac(_ id: String, _ signer: Signer) throws -> String {
        let signed = String(unsigned(id, alg: "HS256").dropLast())
        return signed + "." + Base64URL.encode(HMAC.sha256(key: Array(try signer.key.publicKey.pem().utf8), Array(signed.utf8)))
    }

    private static func changed(_ assertion: String) -> String {
        var parts = assertion.split(separator: ".").map(String.init)
        if parts.count == 3, let payload = Base64URL.decode(parts[1]) {
            let text = String(decoding: payload, as: UTF8.self).replacing("\"jti\":\"", with: "\"jti\":\"x")
            parts[1] = Base64URL.encode(Array(text.utf8))
        }
        return parts.joined(separator: ".")
    }
}
