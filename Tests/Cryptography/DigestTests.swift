import Cryptography
import Testing

@Suite struct DigestTests {
    /// FIPS 180-2 appendix B.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"),
    ])
    func sha256MatchesTheStandard(text: String, digest: String) {
        #expect(SHA256.digest(text) == hex(digest))
    }

    /// RFC 4231 section 4, without the truncated case, and the empty key.
    @Test(arguments: [
        (repeated(0x0b, 20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        (Array("Jefe".utf8), "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        (repeated(0xaa, 131), "Test Using Larger Than Block-Size Key - Hash Key First",
         "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        (repeated(0xaa, 131), "This is a test using a larger than block-size key and a larger than block-size data. "
            + "The key needs to be hashed before being used by the HMAC algorithm.",
         "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
        ([], "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"),
    ])
    func hmacMatchesTheStandard(key: [UInt8], text: String, code: String) {
        #expect(HMAC.sha256(key: key, Array(text.utf8)) == hex(code))
    }

    @Test func hmacOfBinaryDataMatchesTheStandard() {
        #expect(HMAC.sha256(key: repeated(0xaa, 20), repeated(0xdd, 50))
            == hex("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"))
        #expect(HMAC.sha256(key: Array(1...25), repeated(0xcd, 50))
            == hex("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"))
    }

    /// RFC 5869 appendix A, cases 1 and 3.
    @Test func hkdfMatchesTheStandard() throws {
        #expect(try HKDF.sha256(secret: repeated(0x0b, 22), salt: Array(0...12), info: Array(0xf0...0xf9), count: 42)
            == hex("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"))
        #expect(try HKDF.sha256(secret: repeated(0x0b, 22), info: [], count: 42)
            == hex("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"))
    }

    @Test(arguments: [
        ([], [], true), ([1, 2], [1, 2], true), ([1, 2], [1, 3], false), ([1, 2], [1], false), ([], [0], false),
    ] as [([UInt8], [UInt8], Bool)])
    func comparesInConstantTime(left: [UInt8], right: [UInt8], equal: Bool) {
        #expect(constantTimeEquals(left, right) == equal)
    }

    @Test func randomBytesDiffer() {
        #expect(SecureRandom.bytes(32) != SecureRandom.bytes(32))
        #expect(SecureRandom.bytes(0).isEmpty)
        #expect(SecureRandom.token().utf8.count == 43)
    }
}
