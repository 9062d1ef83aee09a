import Cryptography
import Foundation
import Testing

@Suite struct DPoPProofTests {
    static let jwk = #"{"kty":"EC","x":"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs","y":"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA","#
        + #""crv":"P-256"}"#
    /// RFC 9449 section 4.1.
    static let standards = "eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6Ik"
        + "VDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0RscEJoRjQyVVFVZldWQVdCR"
        + "nMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JE"
        + "QSIsImNydiI6IlAtMjU2In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIj"
        + "oiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2VuIiwia"
        + "WF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg"
        + "4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xRZT3Lg"
    static let made = Date(timeIntervalSince1970: 1_562_262_616)

    let key: ES256.PrivateKey

    init() throws {
        key = try .generate()
    }

    func verify(
        _ proof: String, method: String = "POST", url: String = "https://server.example.com/token", after seconds: Double = 0
    ) throws -> DPoPProof {
        try DPoPProof.verify(
            proof, method: method, url: #require(URL(string: url)), now: Self.made.addingTimeInterval(seconds),
            maximumAge: .seconds(60), leeway: .seconds(10)
        )
    }

    func jwk(_ more: String = "") -> String {
        let point = key.publicKey
        return #"{"kty":"EC","crv":"P-256","x":"\#(Base64URL.encode(point.x))","y":"\#(Base64URL.encode(point.y))"\#(more)}"#
    }

    func proof(header: String? = nil, payload: String = Self.payload()) throws -> String {
        let header = header ?? #"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(jwk())}"#
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(payload.utf8)
        return try signed + "." + Base64URL.encode(key.sign(Array(signed.utf8)))
    }

    static func payload(
        jti: String = "12345678", htm: String = "POST", htu: String = "https://server.example.com/token", iat: String = "1562262616"
    ) -> String {
        #"{"jti":"\#(jti)","htm":"\#(htm)","htu":"\#(htu)","iat":\#(iat)}"#
    }

    @Test func verifiesTheStandardsExample() throws {
        let proof = try verify(Self.standards)
        #expect(proof.jti == "-BwC3ESc6acc2lTc" && proof.issuedAt == Self.made)
        // RFC 9449 section 6.1: the `jkt` of this key.
        #expect(proof.thumbprint == "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
    }

    @Test(arguments: [
        "https://SERVER.example.com/token", "HTTPS://server.example.com:443/token", "https://server.example.com/token?a=b#c",
    ])
    func meansTheSameURL(_ url: String) throws {
        #expect(try verify(proof(payload: Self.payload(htu: url))).jti == "12345678")
        #expect(try verify(Self.standards, url: url).jti == "-BwC3ESc6acc2lTc")
    }

    @Test(arguments: [
        "http://server.example.com/token", "https://server.example.com/token/", "https://server.example.com/Token",
        "https://server.example.com:8443/token", "https://server.example.com", "https://server.example.com.evil.example/token",
        "https://server.example.com@evil.example/token", "https://user@server.example.com/token", "/token", "", "token",
        "https:///token", "https://server.example.com/to ken", "https://server.example.com/%74oken", "javascript:1",
    ])
    func refusesAProofForAnotherURL(_ url: String) throws {
        let proof = try proof(payload: Self.payload(htu: url))
        #expect(throws: JWTError.wrongRequest) { try verify(proof) }
    }

    @Test(arguments: ["GET", "post", ""])
    func refusesAProofForAnotherMethod(_ method: String) throws {
        #expect(throws: JWTError.wrongRequest) { try verify(Self.standards, method: method) }
    }

    @Test func countsForAWhile() throws {
        #expect(throws: JWTError.notYetValid) { try verify(Self.standards, after: -11) }
        #expect(throws: Never.self) { try verify(Self.standards, after: -10) }
        #expect(throws: Never.self) { try verify(Self.standards, after: 60) }
        #expect(throws: JWTError.expired) { try verify(Self.standards, after: 61) }
    }

    @Test(arguments: ["1234567", String(repeating: "x", count: 129), "1234567 ", #"1234567\n"#, "1234567é"])
    func refusesAnIdentifierThatCannotBeKept(_ jti: String) throws {
        let proof = try proof(payload: Self.payload(jti: jti))
        #expect(throws: JWTError.malformedClaims) { try verify(proof) }
    }

    @Test(arguments: ["", "null", "[]", "{}", payload(iat: #""1562262616""#), payload(iat: "null")])
    func refusesClaimsThatAreNone(_ payload: String) throws {
        let proof = try proof(payload: payload)
        #expect(throws: JWTError.malformedClaims) { try verify(proof) }
    }

    @Test func refusesTheHeader() throws {
        let cases: [(String, JWTError)] = [
            (#"{"typ":"JWT","alg":"ES256","jwk":\#(jwk())}"#, .wrongType),
            (#"{"alg":"ES256","jwk":\#(jwk())}"#, .wrongType),
            (#"{"typ":"dpop+jwt","alg":"none","jwk":\#(jwk())}"#, .unsupportedAlgorithm),
            (#"{"typ":"dpop+jwt","alg":"HS256","jwk":\#(jwk())}"#, .unsupportedAlgorithm),
            (#"{"typ":"dpop+jwt","alg":"RS256","jwk":\#(jwk())}"#, .unsupportedAlgorithm),
            (#"{"typ":"dpop+jwt","alg":"ES256","crit":["x"],"jwk":\#(jwk())}"#, .malformed),
            (#"{"typ":"dpop+jwt","alg":"ES256","kid":"k1"}"#, .unknownKey),
            (#"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(jwk(#","d":"AAAA""#))}"#, .unknownKey),
            (#"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(jwk(#","alg":"ES384""#))}"#, .unknownKey),
            (#"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(jwk(#","use":"enc""#))}"#, .unknownKey),
            (#"{"typ":"dpop+jwt","alg":"ES256","jwk":{"kty":"oct","k":"AAAA"}}"#, .unknownKey),
            (#"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(Self.jwk)}"#, .badSignature),
            ("{}", .malformed),
        ]
        for (header, error) in cases {
            let proof = try proof(header: header)
            #expect(throws: error) { try verify(proof) }
        }
    }

    @Test func refusesTwoProofsInOne() throws {
        let proof = try proof()
        for text in ["\(proof),\(proof)", "\(proof), \(proof)", "", proof + " ", String(repeating: "A", count: 5_000)] {
            #expect(throws: JWTError.malformed) { try verify(text) }
        }
        let long = try self.proof(payload: Self.payload(htu: "https://server.example.com/token?" + String(repeating: "x", count: 4_000)))
        #expect(throws: JWTError.malformed) { try verify(long) }
    }

    @Test func refusesAnotherKeysSignature() throws {
        let header = #"{"typ":"dpop+jwt","alg":"ES256","jwk":\#(jwk())}"#
        let signed = Base64URL.encode(header.utf8) + "." + Base64URL.encode(Self.payload().utf8)
        let forged = try signed + "." + Base64URL.encode(ES256.PrivateKey.generate().sign(Array(signed.utf8)))
        #expect(throws: JWTError.badSignature) { try verify(forged) }
    }
}
