import Cryptography
import Foundation
import TestSupport
import Testing

/// Tokens of other issuers, as PyJWT signs them.
@Suite struct VerificationKeySetTests {
    struct Claims: Decodable { let sub: String }

    struct Signing: Encodable {
        let `do` = "sign_as_another"
        var bits = 2048, exponent = 65537
    }

    struct Signed: Decodable {
        let keys: VerificationKeySet
        let rs256, es256, nameless, crossed, ps256, none, hs256, typed: String
    }

    func signed(_ request: Signing = Signing()) async throws -> Signed {
        try await PythonPeer.with(PythonPeerTests.script) { try await PythonPeerTests().ask($0, request, Signed.self) }
    }

    func verify(_ token: String, _ keys: VerificationKeySet, _ algorithms: Set<SignatureAlgorithm> = [.rs256, .es256]) throws(JWTError) {
        let claims = try JWT.verify(
            token, as: Claims.self, others: keys, algorithms: algorithms, issuer: "them", audience: "us", now: Date()
        )
        #expect(claims.sub == "s")
    }

    @Test func acceptsBothKinds() async throws {
        let signed = try await signed()
        for token in [signed.rs256, signed.es256, signed.nameless] { try verify(token, signed.keys) }
    }

    @Test func refusesEveryOtherAlgorithmAndKey() async throws {
        let signed = try await signed()
        for token in [signed.none, signed.hs256, signed.ps256] {
            #expect(throws: JWTError.unsupportedAlgorithm) { try verify(token, signed.keys) }
        }
        #expect(throws: JWTError.unsupportedAlgorithm) { try verify(signed.rs256, signed.keys, [.es256]) }
        #expect(throws: JWTError.unknownKey) { try verify(signed.crossed, signed.keys) }
        #expect(throws: JWTError.wrongType) { try verify(signed.typed, signed.keys) }
        let others = try await self.signed().keys
        #expect(throws: JWTError.badSignature) { try verify(signed.rs256, others) }
    }

    @Test(arguments: [(1024, 65537), (2048, 3)])
    func passesOverWeakKeys(bits: Int, exponent: Int) async throws {
        let signed = try await signed(Signing(bits: bits, exponent: exponent))
        #expect(throws: JWTError.unknownKey) { try verify(signed.rs256, signed.keys) }
        try verify(signed.es256, signed.keys)
    }

    @Test func ourOwnTokensStayES256() async throws {
        let signed = try await signed()
        let key = try ES256.PrivateKey.generate().publicKey
        let ours = JWKSet(keys: [JWK(keyID: "r", key: key)])
        for token in [signed.rs256, signed.none, signed.hs256, signed.ps256] {
            #expect(throws: JWTError.unsupportedAlgorithm) {
                try JWT.verify(token, as: Claims.self, keys: ours, issuer: "them", audience: "us", now: Date())
            }
        }
    }
}
