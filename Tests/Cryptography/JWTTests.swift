import Cryptography
import Foundation
import Testing

@Suite struct JWTTests {
    struct Claims: Codable, Equatable {
        var iss = "https://door.example"
        var aud = "pitcrew"
        var sub = "partner-1"
        var exp = Date(timeIntervalSince1970: 1_000)
        var nbf: Date?
        var iat: Date?
        var scope = "appointments"
    }

    let key: ES256.PrivateKey
    let keys: JWKSet

    init() throws {
        key = try .generate()
        keys = JWKSet(keys: [JWK(keyID: "k1", key: key.publicKey)])
    }

    func verify(_ token: String, type: String = "JWT", at seconds: Double = 500) throws(JWTError) -> Claims {
        try JWT.verify(
            token, keys: keys, issuer: "https://door.example", audience: "pitcrew", type: type,
            now: Date(timeIntervalSince1970: seconds), leeway: .seconds(10)
        )
    }

    /// A token signed properly over any header and payload.
    func token(header: String, payload: String) throws -> String {
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(payload.utf8)
        return try signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))
    }

    @Test func acceptsItsOwn() throws {
        let token = try JWT.sign(claims: Claims(), key: key, kid: "k1")
        #expect(try verify(token) == Claims())
    }

    @Test func aKeyCountsUntilItsEnd() throws {
        let token = try JWT.sign(claims: Claims(), key: key, kid: "k1")
        let ended = JWKSet(keys: [JWK(keyID: "k1", key: key.publicKey, notAfter: Date(timeIntervalSince1970: 500))])
        func verify(at seconds: Double) throws(JWTError) -> Claims {
            try JWT.verify(
                token, keys: ended, issuer: "https://door.example", audience: "pitcrew", now: Date(timeIntervalSince1970: seconds)
            )
        }
        #expect(try verify(at: 499) == Claims())
        #expect(throws: JWTError.unknownKey) { try verify(at: 500) }
    }

    @Test func keepsKindsOfTokenApart() throws {
        let link = try JWT.sign(claims: Claims(), key: key, kid: "k1", type: "link+jwt")
        #expect(try verify(link, type: "link+jwt") == Claims())
        #expect(throws: JWTError.wrongType) { try verify(link) }
    }

    @Test(arguments: [(1_009.0, true), (1_010.0, false), (5_000.0, false), (-1e300, true), (.infinity, false)])
    func expires(at seconds: Double, accepted: Bool) throws {
        let token = try JWT.sign(claims: Claims(), key: key, kid: "k1")
        #expect((try? verify(token, at: seconds)) != nil ? accepted : !accepted)
    }

    @Test func isRefusedWhenItLiesAhead() throws {
        let future = Date(timeIntervalSince1970: 900)
        for claims in [Claims(nbf: future), Claims(iat: future)] {
            let token = try JWT.sign(claims: claims, key: key, kid: "k1")
            #expect(throws: JWTError.notYetValid) { try verify(token, at: 889) }
            #expect(try verify(token, at: 890) == claims)
        }
    }

    @Test func isRefusedForOthers() throws {
        let issuer = try JWT.sign(claims: Claims(iss: "https://door.example/"), key: key, kid: "k1")
        #expect(throws: JWTError.wrongIssuer) { try verify(issuer) }
        let audience = try JWT.sign(claims: Claims(aud: "another"), key: key, kid: "k1")
        #expect(throws: JWTError.wrongAudience) { try verify(audience) }
    }

    @Test func isRefusedUnderAnotherKey() throws {
        #expect(throws: JWTError.unknownKey) { try verify(JWT.sign(claims: Claims(), key: key, kid: "k2")) }
        let stranger = try ES256.PrivateKey.generate()
        #expect(throws: JWTError.badSignature) { try verify(JWT.sign(claims: Claims(), key: stranger, kid: "k1")) }
    }

    @Test func aChangedPayloadIsRefused() throws {
        let segments = try JWT.sign(claims: Claims(), key: key, kid: "k1").split(separator: ".")
        let other = try JWT.sign(claims: Claims(scope: "ops"), key: key, kid: "k1").split(separator: ".")
        #expect(throws: JWTError.badSignature) { try verify("\(segments[0]).\(other[1]).\(segments[2])") }
    }

    @Test func anAudienceMayBeAList() throws {
        struct Listed: Decodable { let aud: [String] }
        let token = try token(
            header: #"{"alg":"ES256","kid":"k1","typ":"jwt"}"#,
            payload: #"{"iss":"https://door.example","aud":["x","pitcrew"],"exp":1000}"#
        )
        let claims = try JWT.verify(
            token, as: Listed.self, keys: keys, issuer: "https://door.example", audience: "pitcrew",
            now: Date(timeIntervalSince1970: 0)
        )
        #expect(claims.aud == ["x", "pitcrew"])
    }

    static let goodPayload = #"{"iss":"https://door.example","aud":"pitcrew","sub":"s","exp":1000,"scope":""}"#

    @Test(arguments: [
        (#"{"alg":"none","kid":"k1","typ":"JWT"}"#, JWTError.unsupportedAlgorithm),
        (#"{"alg":"HS256","kid":"k1","typ":"JWT"}"#, .unsupportedAlgorithm),
        (#"{"alg":"es256","kid":"k1","typ":"JWT"}"#, .unsupportedAlgorithm),
        (#"{"alg":"ES256","typ":"JWT"}"#, .unknownKey),
        (#"{"alg":"ES256","kid":"k1"}"#, .wrongType),
        (#"{"alg":"ES256","kid":"k1","typ":"JWT","crit":["b64"],"b64":false}"#, .malformed),
        (#"{"kid":"k1","typ":"JWT"}"#, .malformed),
        (#"{"alg":1}"#, .malformed), (#"[]"#, .malformed), ("", .malformed), ("{", .malformed),
    ])
    func refusesTheHeader(_ header: String, as error: JWTError) throws {
        let token = try token(header: header, payload: Self.goodPayload)
        #expect(throws: error) { try verify(token) }
    }

    @Test(arguments: [
        "", "{}", "null", "[]", #"{"iss":"https://door.example","aud":"pitcrew"}"#,
        #"{"iss":"https://door.example","aud":"pitcrew","exp":"1000"}"#,
        #"{"iss":"https://door.example","aud":{"x":1},"exp":1000}"#,
        #"{"iss":["https://door.example"],"aud":"pitcrew","exp":1000}"#,
        #"{"iss":"https://door.example","aud":"pitcrew","exp":1000}"#,
    ])
    func refusesSignedClaimsThatAreNone(payload: String) throws {
        let token = try token(header: #"{"alg":"ES256","kid":"k1","typ":"JWT"}"#, payload: payload)
        #expect(throws: JWTError.malformedClaims) { try verify(token) }
    }

    @Test(arguments: [
        "", ".", "..", "...", "a.b", "a.b.c", "é.é.é", String(repeating: "A", count: 20_000), "AAAA.AAAA.AAAA.AAAA",
    ])
    func refusesWhatIsNoToken(text: String) {
        #expect(throws: JWTError.malformed) { try verify(text) }
    }

    @Test func noChangeOfOneCharacterIsAccepted() throws {
        let token = Array(try JWT.sign(claims: Claims(), key: key, kid: "k1").utf8)
        for index in token.indices {
            var changed = token
            changed[index] = changed[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(throws: JWTError.self) { try verify(String(decoding: changed, as: UTF8.self)) }
        }
    }
}
