import Contracts
import Cryptography
import TestSupport
import Testing

@testable import WebAuthn

@Suite struct AuthenticationTests {
    @Test(arguments: COSEAlgorithm.allCases) func whatWeTakeAnotherRelyingPartyTakes(_ algorithm: COSEAlgorithm) async throws {
        try await Authenticator.with { device in
            let made: JSONValue = try await device.ask("create", ["alg": .int(algorithm.rawValue), "count": 3, "fmt": "packed"])
            let passkey = try Authenticator.register(try JSONCoding.decode(RegistrationResponseJSON.self, from: JSONCoding.encode(made)))
            let id = JSONValue.string(Base64URL.encode(passkey.id))
            let handle = JSONValue.string(Base64URL.encode(Authenticator.user))
            let used: JSONValue = try await device.ask("get", ["id": id, "count": 4, "userHandle": handle])
            let answer = try JSONCoding.decode(AuthenticationResponseJSON.self, from: JSONCoding.encode(used))
            #expect(try Authenticator.signIn(answer, passkey).signCount == 4)
            #expect(try await device.ask("verify_both", ["registration": made, "assertion": used]) as Int == 4)
        }
    }

    static let wrong: [(String, [String: JSONValue], WebAuthnRefusal)] = [
        ("challenge", ["challenge": "AAAA"], .wrongChallenge),
        ("ceremony", ["type": "webauthn.create"], .wrongType),
        ("origin", ["origin": "https://evil.example"], .wrongOrigin),
        ("frame", ["crossOrigin": true], .crossOrigin),
        ("top origin", ["topOrigin": "https://evil.example"], .crossOrigin),
        ("relying party", ["rpId": "evil.example"], .wrongRelyingParty),
        ("no presence", ["flags": 0x04], .userNotPresent),
        ("no verification", ["flags": 0x01], .userNotVerified),
        ("became eligible for backup", ["flags": 0x0D], .inconsistentBackup),
        ("backed up though not eligible", ["flags": 0x15], .inconsistentBackup),
        ("user handle", ["userHandle": "AQID"], .wrongUser), ("no user handle", ["userHandle": ""], .wrongUser),
        ("long user handle", ["userHandle": .string(String(repeating: "A", count: 88))], .tooLarge),
        ("equal counter", ["count": 5], .counterRegression),
        ("smaller counter", ["count": 4], .counterRegression),
        ("counter that fell to zero", ["count": 0], .counterRegression),
    ]

    @Test(arguments: wrong.indices) func whatIsWrongIsRefusedWithItsReason(_ index: Int) async throws {
        let (what, changes, reason) = Self.wrong[index]
        try await Authenticator.with { device in
            let passkey = try Authenticator.register(try await device.create(["count": 5]))
            let answer = try await device.get(passkey, ["count": 6].merging(changes) { _, new in new })
            #expect(throws: reason, "\(what)") { try Authenticator.signIn(answer, passkey) }
            let handle = JSONValue.string(Base64URL.encode(Authenticator.user))
            let right = try await device.get(passkey, ["count": 6, "userHandle": handle])
            #expect(throws: Never.self) { try Authenticator.signIn(right, passkey) }
        }
    }

    @Test func authenticatorsWithoutACounterAndWithExtensionsSignIn() async throws {
        try await Authenticator.with { device in
            let passkey = try Authenticator.register(try await device.create())
            for _ in 0..<2 {
                let answer = try await device.get(passkey, ["flags": 0x85])
                #expect(try Authenticator.signIn(answer, passkey).signCount == 0)
            }
        }
    }

    @Test(arguments: COSEAlgorithm.allCases) func everyFlippedBitIsSeen(_ algorithm: COSEAlgorithm) async throws {
        try await Authenticator.with { device in
            let passkey = try Authenticator.register(try await device.create(["alg": .int(algorithm.rawValue)]))
            let answer = try await device.get(passkey)
            let size = try #require(Base64URL.decode(answer.response.signature)).count
            for bit in stride(from: 0, to: size * 8, by: 11) {
                let damaged = answer.with(signature: changed(answer.response.signature) { $0[bit / 8] ^= 1 << UInt8(bit % 8) })
                #expect(throws: WebAuthnRefusal.badSignature) { try Authenticator.signIn(damaged, passkey) }
            }
            let data = answer.with(data: changed(answer.response.authenticatorData) { $0[36] ^= 1 })
            #expect(throws: WebAuthnRefusal.badSignature) { try Authenticator.signIn(data, passkey) }
            let another = try Authenticator.register(try await device.create(["alg": .int(algorithm.rawValue)]))
            let foreign = Passkey(
                id: passkey.id, algorithm: algorithm, publicKey: another.publicKey, signCount: 0, backupEligible: false, backedUp: false
            )
            #expect(throws: WebAuthnRefusal.badSignature) { try Authenticator.signIn(answer, foreign) }
        }
    }

    @Test func truncatedOrHugeInputIsRefused() async throws {
        try await Authenticator.with { device in
            let passkey = try Authenticator.register(try await device.create())
            let answer = try await device.get(passkey)
            for count in 0..<37 {
                let short = answer.with(data: changed(answer.response.authenticatorData) { $0 = Array($0.prefix(count)) })
                #expect(throws: WebAuthnRefusal.malformed) { try Authenticator.signIn(short, passkey) }
            }
            let long = answer.with(data: Base64URL.encode([UInt8](repeating: 0, count: 8193)))
            #expect(throws: WebAuthnRefusal.tooLarge) { try Authenticator.signIn(long, passkey) }
            let padded = answer.with(data: changed(answer.response.authenticatorData) { $0.append(0) })
            #expect(throws: WebAuthnRefusal.malformed) { try Authenticator.signIn(padded, passkey) }
            let signature = answer.with(signature: Base64URL.encode([UInt8](repeating: 0x30, count: 1025)))
            #expect(throws: WebAuthnRefusal.tooLarge) { try Authenticator.signIn(signature, passkey) }
        }
    }
}

extension AuthenticationResponseJSON {
    func with(signature: String? = nil, data: String? = nil) -> AuthenticationResponseJSON {
        AuthenticationResponseJSON(
            id: id, rawId: rawId, type: type,
            response: Response(
                clientDataJSON: response.clientDataJSON, authenticatorData: data ?? response.authenticatorData,
                signature: signature ?? response.signature, userHandle: response.userHandle
            )
        )
    }
}
