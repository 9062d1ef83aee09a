@testable import Cryptography
import Testing

@Suite struct PasswordTests {
    /// RFC 7914 section 12, the three cases that fit into 32 MB.
    @Test(arguments: [
        ("", "", (4, 1, 1), "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
            + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"),
        ("password", "NaCl", (10, 8, 16), "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
            + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640"),
        ("pleaseletmein", "SodiumChloride", (14, 8, 1), "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
            + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"),
    ])
    func scryptMatchesTheStandard(password: String, salt: String, cost: (Int, Int, Int), derived: String) throws {
        let cost = try #require(Password.Cost(log2N: cost.0, blockSize: cost.1, parallelism: cost.2))
        #expect(try EVPKeyDerivation.scrypt(Array(password.utf8), salt: Array(salt.utf8), cost: cost, count: 64) == hex(derived))
    }

    @Test func onlyTheRightPasswordVerifies() async throws {
        let stored = try await Password.hash("correct horse", cost: .cheapest)
        #expect(try await Password.verify("correct horse", against: stored))
        #expect(try await !Password.verify("correct horsf", against: stored))
        #expect(try await !Password.verify("", against: stored))
        #expect(try await !Password.verify("correct horse", against: nil))
    }

    @Test func aPepperedHashIsNothingWithoutItsPepper() async throws {
        let pepper = try Password.Pepper(secret: String(repeating: "k", count: 32), purpose: "passwords")
        let other = try Password.Pepper(secret: String(repeating: "k", count: 32), purpose: "others")
        let stored = try await Password.hash("correct horse", pepper: pepper, cost: .cheapest)
        #expect(stored.hasPrefix("$hmac-scrypt$ln=4,r=8,p=1,k=\(pepper.id)$"))
        #expect(Password.pepperID(of: stored) == pepper.id && pepper.id != other.id && pepper.id.count == 8)
        #expect(try await Password.verify("correct horse", against: stored, pepper: pepper))
        #expect(try await !Password.verify("correct horsf", against: stored, pepper: pepper))
        #expect(try await !Password.verify("correct horse", against: stored, pepper: other))
        #expect(try await !Password.verify("correct horse", against: stored))
        let stripped = stored.replacing("hmac-scrypt", with: "scrypt").replacing(",k=\(pepper.id)", with: "")
        #expect(try await !Password.verify("correct horse", against: stripped, pepper: pepper))
        let older = try await Password.hash("correct horse", cost: .cheapest)
        #expect(try await Password.verify("correct horse", against: older, pepper: pepper), "as it was made before there was a pepper")
        #expect(Password.pepperID(of: older) == nil)
    }

    @Test func theStandardCostIsInTheText() async throws {
        let stored = try await Password.hash("x")
        #expect(stored.hasPrefix("$scrypt$ln=15,r=8,p=3$"))
        #expect(try await Password.verify("x", against: stored))
    }

    @Test func twoHashesOfOnePasswordDiffer() async throws {
        let first = try await Password.hash("x", cost: .cheapest)
        #expect(try await Password.hash("x", cost: .cheapest) != first)
    }

    @Test(arguments: [
        "", "x", "$scrypt$", "$scrypt$ln=4,r=8,p=1$c2FsdA$", "$scrypt$ln=4,r=8$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=40,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA", "$scrypt$ln=-1,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=20,r=32,p=16$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA", "$argon2id$ln=4,r=8,p=1$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
        "$scrypt$ln=4,r=8,p=99999999999999999999$c2FsdA$AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func aTextThatIsNoHashVerifiesNothing(stored: String) async throws {
        #expect(try await !Password.verify("", against: stored))
    }

    @Test func aFloodIsRefused() async throws {
        let queue = PasswordQueue(limit: 0)
        await #expect(throws: CryptographyError.overloaded) {
            try await queue.derive("x", salt: [1], cost: .cheapest, count: 32)
        }
    }
}
