import Cryptography
import Foundation
import TestSupport
import Testing

/// What we write, PyJWT and pyca/cryptography read, and the other way round.
@Suite struct PythonPeerTests {
    static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Peers/jose_peer.py").path

    struct Claims: Codable, Equatable {
        var iss = "us"
        var aud = "them"
        var exp = Date(timeIntervalSince1970: 4_000_000_000)
    }

    struct Answer<Result: Decodable>: Decodable {
        let result: Result?
        let error: String?
    }

    func ask<Result: Decodable>(
        _ peer: PythonPeer, _ request: some Encodable, _ result: Result.Type = Result.self
    ) async throws -> Result {
        let line = try await peer.ask(String(decoding: JSONEncoder().encode(request), as: UTF8.self))
        let answer = try JSONDecoder().decode(Answer<Result>.self, from: Data(line.utf8))
        return try #require(answer.result, "\(answer.error ?? "")")
    }

    @Test func pyJWTVerifiesOurToken() async throws {
        struct Request: Encodable {
            let `do` = "verify", kid = "k", aud = "them", iss = "us"
            let token: String
            let keys: JWKSet
        }
        struct Seen: Decodable { let iss: String; let exp: Int }
        let key = try ES256.PrivateKey.generate()
        let token = try JWT.sign(claims: Claims(), key: key, kid: "k")
        try await PythonPeer.with(Self.script) { peer in
            let request = Request(token: token, keys: JWKSet(keys: [JWK(keyID: "k", key: key.publicKey)]))
            let seen = try await ask(peer, request, Seen.self)
            #expect(seen.iss == "us" && seen.exp == 4_000_000_000)
        }
    }

    @Test func weVerifyPyJWTsTokenMadeWithOurPEM() async throws {
        struct Signing: Encodable {
            struct Claims: Encodable { let iss = "us", aud = "them", exp = 4_000_000_000 }
            let `do` = "sign", kid = "k"
            let pem: String
            let claims = Claims()
        }
        let key = try ES256.PrivateKey.generate()
        try await PythonPeer.with(Self.script) { peer in
            let token = try await ask(peer, Signing(pem: key.pem()), String.self)
            let keys = JWKSet(keys: [JWK(keyID: "k", key: key.publicKey)])
            #expect(try JWT.verify(token, as: Claims.self, keys: keys, issuer: "us", audience: "them", now: Date()) == Claims())
        }
    }

    @Test func weVerifyPythonsProofAndNameItsKeyAsJoserfcDoes() async throws {
        struct Made: Decodable { let proof, jti, thumbprint: String }
        let url = try #require(URL(string: "https://door.example/api/partner-gateway/v1/sessions/refresh"))
        try await PythonPeer.with(Self.script) { peer in
            let made = try await ask(peer, ["do": "prove", "htm": "POST", "htu": url.absoluteString], Made.self)
            let proof = try DPoPProof.verify(made.proof, method: "POST", url: url, now: Date())
            #expect(proof.jti == made.jti && proof.thumbprint == made.thumbprint)
        }
    }

    @Test func weReadPythonsKeys() async throws {
        struct Keys: Decodable { let pkcs8, sec1, `public`, encrypted, p384: String }
        try await PythonPeer.with(Self.script) { peer in
            let keys = try await ask(peer, ["do": "pems"], Keys.self)
            let publicKey = try ES256.PublicKey(pem: keys.public)
            #expect(try ES256.PrivateKey(pem: keys.pkcs8).publicKey == publicKey)
            #expect(try ES256.PrivateKey(pem: keys.sec1).publicKey == publicKey)
            #expect(throws: CryptographyError.self) { try ES256.PrivateKey(pem: keys.encrypted) }
            #expect(throws: CryptographyError.self) { try ES256.PrivateKey(pem: keys.p384) }
        }
    }

    @Test func pythonOpensOurBoxAndDerivesOurPassword() async throws {
        let key = AEAD.Key.random()
        let box = try AEAD.seal(Array("grüße".utf8), key: key, associatedData: Array("row 7".utf8))
        let hash = try await Password.hash("pässword", cost: .cheapest)
        try await PythonPeer.with(Self.script) { peer in
            let opened = try await ask(peer, [
                "do": "open_box", "box": Data(box).base64EncodedString(), "key": Data(key.bytes).base64EncodedString(),
                "associatedData": "row 7",
            ], String.self)
            #expect(opened == "grüße")
            #expect(try await ask(peer, ["do": "scrypt", "hash": hash, "password": "pässword"], Bool.self))
        }
    }
}
