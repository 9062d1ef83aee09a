import Cryptography
import Foundation
import Testing

@Suite struct ES256Tests {
    /// RFC 7515 appendix A.3.
    @Test func verifiesTheStandardsExample() throws {
        let json = #"""
            {"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
             "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0","kid":"a3"}
            """#
        let key = try JSONDecoder().decode(JWK.self, from: Data(json.utf8)).key
        let signed = "eyJhbGciOiJFUzI1NiJ9."
            + "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        let signature = try #require(
            Base64URL.decode("DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q")
        )
        #expect(key.verify(signature, of: Array(signed.utf8)))
        #expect(!key.verify(signature, of: Array((signed + "x").utf8)))
    }

    @Test func verifiesOnlyItsOwnSignatures() throws {
        let key = try ES256.PrivateKey.generate()
        // Now and then a number has leading zeros: many rounds prove the fixed width.
        for round in 0..<300 {
            let message = Array("message \(round)".utf8)
            let signature = try key.sign(message)
            #expect(signature.count == 64)
            #expect(key.publicKey.verify(signature, of: message))
        }
        let other = try ES256.PrivateKey.generate()
        #expect(!key.publicKey.verify(try other.sign([1]), of: [1]))
    }

    @Test(arguments: [[], repeated(0, 64), repeated(0xff, 64), repeated(1, 63), repeated(1, 65), repeated(1, 64)])
    func refusesWhatIsNoSignature(signature: [UInt8]) throws {
        #expect(!(try ES256.PrivateKey.generate().publicKey.verify(signature, of: [1])))
    }

    @Test func keysSurvivePEM() throws {
        let key = try ES256.PrivateKey.generate()
        let restored = try ES256.PrivateKey(pem: key.pem())
        #expect(restored.publicKey == key.publicKey)
        #expect(try key.publicKey.verify(restored.sign([1, 2]), of: [1, 2]))
        #expect(try ES256.PublicKey(pem: key.publicKey.pem()) == key.publicKey)
        #expect("\(key)" == "[redacted]")
    }

    @Test(arguments: [
        "", "not a key", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        // secp384r1
        "-----BEGIN PUBLIC KEY-----\nMHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE\n-----END PUBLIC KEY-----\n",
    ])
    func refusesWhatIsNoKey(pem: String) {
        #expect(throws: CryptographyError.self) { try ES256.PrivateKey(pem: pem) }
        #expect(throws: CryptographyError.self) { try ES256.PublicKey(pem: pem) }
    }

    @Test func refusesAPointOffTheCurve() throws {
        let key = try ES256.PrivateKey.generate().publicKey
        var y = key.y
        y[31] ^= 1
        #expect(throws: CryptographyError.self) { try ES256.PublicKey(x: key.x, y: y) }
        #expect(throws: CryptographyError.self) { try ES256.PublicKey(x: repeated(0, 32), y: repeated(0, 32)) }
        #expect(throws: CryptographyError.self) { try ES256.PublicKey(x: key.x, y: []) }
    }

    @Test func aKeySetSurvivesJSONAndPassesOverOtherKinds() throws {
        let set = JWKSet(keys: [JWK(keyID: "one", key: try ES256.PrivateKey.generate().publicKey)])
        let encoded = try JSONEncoder().encode(set)
        #expect(try JSONDecoder().decode(JWKSet.self, from: encoded) == set)

        let one = String(decoding: encoded, as: UTF8.self).dropFirst(#"{"keys":["#.count).dropLast(2)
        let mixed = #"{"keys":[{"kty":"RSA","kid":"r","n":"AQ","e":"AQAB"},7,{"kty":"EC"},\#(one)],"other":1}"#
        #expect(try JSONDecoder().decode(JWKSet.self, from: Data(mixed.utf8)) == set)
    }
}
