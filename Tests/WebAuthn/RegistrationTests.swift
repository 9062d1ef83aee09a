import Contracts
import Cryptography
import TestSupport
import Testing

@testable import WebAuthn

@Suite struct RegistrationTests {
    @Test(arguments: COSEAlgorithm.allCases, ["none", "packed"])
    func aCredentialIsTaken(_ algorithm: COSEAlgorithm, _ format: String) async throws {
        try await Authenticator.with { device in
            let answer = try await device.create(["alg": .int(algorithm.rawValue), "fmt": .string(format), "count": 7, "flags": 0x5D])
            let passkey = try Authenticator.register(answer)
            #expect(passkey.algorithm == algorithm && passkey.signCount == 7 && passkey.backupEligible && passkey.backedUp)
            #expect(Base64URL.encode(passkey.id) == answer.id)
        }
    }

    @Test(arguments: ["none", "packed"]) func extensionsThatAnswerAreIgnored(_ format: String) async throws {
        try await Authenticator.with { device in
            let answer = try await device.create(["flags": 0xC5, "fmt": .string(format)])
            #expect(throws: Never.self) { try Authenticator.register(answer) }
        }
    }

    static let wrong: [(String, [String: JSONValue], WebAuthnRefusal)] = [
        ("challenge", ["challenge": "AAAA"], .wrongChallenge),
        ("empty challenge", ["challenge": ""], .wrongChallenge),
        ("ceremony", ["type": "webauthn.get"], .wrongType),
        ("origin", ["origin": "https://pitcrew.test.evil.example"], .wrongOrigin),
        ("scheme", ["origin": "http://pitcrew.test"], .wrongOrigin),
        ("frame", ["crossOrigin": true], .crossOrigin),
        ("top origin", ["topOrigin": "https://evil.example"], .crossOrigin),
        ("relying party", ["rpId": "evil.example"], .wrongRelyingParty),
        ("no presence", ["flags": 0x44], .userNotPresent),
        ("no verification", ["flags": 0x41], .userNotVerified),
        ("backed up though not eligible", ["flags": 0x55], .inconsistentBackup),
        ("no credential flag", ["flags": 0x05], .malformed),
        ("P-384", ["alg": -35], .unsupportedAlgorithm),
        ("a point off the curve", ["offCurve": true], .unsupportedAlgorithm),
        ("long identifier", ["idLength": 1024], .tooLarge),
        ("no identifier", ["idLength": 0], .malformed),
        ("format", ["fmt": "fido-u2f"], .unsupportedAttestation),
        ("certificates", ["fmt": "packed", "x5c": true], .unsupportedAttestation),
        ("algorithm of the statement", ["fmt": "packed", "statementAlg": -257], .unsupportedAlgorithm),
        ("statement of nothing", ["x5c": true], .malformed),
    ]

    @Test(arguments: wrong.indices) func whatIsWrongIsRefusedWithItsReason(_ index: Int) async throws {
        let (what, changes, reason) = Self.wrong[index]
        try await Authenticator.with { device in
            let answer = try await device.create(changes)
            #expect(throws: reason, "\(what)") { try Authenticator.register(answer) }
        }
    }

    @Test func theLongestIdentifierIsTaken() async throws {
        try await Authenticator.with { device in
            let answer = try await device.create(["idLength": 1023])
            #expect(try Authenticator.register(answer).id.count == 1023)
        }
    }

    @Test func aFlippedBitOfTheSelfAttestationIsSeen() async throws {
        try await Authenticator.with { device in
            let answer = try await device.create(["fmt": "packed", "alg": -8])
            // In the counter, which nothing but the signature holds in place.
            let object = try #require(Base64URL.decode(answer.response.attestationObject))
            let hash = SHA256.digest("pitcrew.test")
            let start = try #require(object.indices.first { Array(object[$0...].prefix(32)) == hash })
            #expect(throws: WebAuthnRefusal.badSignature) {
                try Authenticator.register(answer.with(object: changed(answer.response.attestationObject) { $0[start + 36] ^= 1 }))
            }
        }
    }

    @Test func truncatedOrHugeInputIsRefused() async throws {
        try await Authenticator.with { device in
            let answer = try await device.create(["fmt": "packed"])
            let object = try #require(Base64URL.decode(answer.response.attestationObject))
            for count in object.indices {
                #expect(throws: WebAuthnRefusal.self) { try Authenticator.register(answer.with(object: Base64URL.encode(object.prefix(count)))) }
            }
            let huge = Base64URL.encode([UInt8](repeating: 0xA0, count: 16_385))
            #expect(throws: WebAuthnRefusal.tooLarge) { try Authenticator.register(answer.with(object: huge)) }
            #expect(throws: WebAuthnRefusal.malformed) { try Authenticator.register(answer.with(object: Base64URL.encode(object + [0]))) }
        }
    }

    @Test func identifiersMustAgree() async throws {
        try await Authenticator.with { device in
            let (one, other) = (try await device.create(), try await device.create())
            func mixed(_ id: String, _ raw: String, _ type: String = "public-key") -> RegistrationResponseJSON {
                RegistrationResponseJSON(id: id, rawId: raw, type: type, response: one.response)
            }
            #expect(throws: WebAuthnRefusal.wrongCredential) { try Authenticator.register(mixed(other.id, other.id)) }
            #expect(throws: WebAuthnRefusal.wrongCredential) { try Authenticator.register(mixed(one.id, other.id)) }
            #expect(throws: WebAuthnRefusal.wrongType) { try Authenticator.register(mixed(one.id, one.id, "password")) }
        }
    }
}

extension RegistrationResponseJSON {
    func with(object: String) -> RegistrationResponseJSON {
        RegistrationResponseJSON(
            id: id, rawId: rawId, type: type, response: Response(clientDataJSON: response.clientDataJSON, attestationObject: object)
        )
    }
}
