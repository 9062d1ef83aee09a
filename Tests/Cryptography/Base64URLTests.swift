import Cryptography
import Testing

@Suite struct Base64URLTests {
    /// RFC 4648 section 10, unpadded, and the two characters that differ from plain base64.
    @Test(arguments: [
        ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"), ("fooba", "Zm9vYmE"), ("foobar", "Zm9vYmFy"),
    ])
    func matchesTheStandard(plain: String, encoded: String) {
        #expect(Base64URL.encode(plain.utf8) == encoded)
        #expect(Base64URL.decode(encoded) == Array(plain.utf8))
    }

    @Test func usesTheURLAlphabet() {
        #expect(Base64URL.encode([0xfb, 0xef, 0xff]) == "--__")
    }

    @Test(arguments: ["Zg==", "Zm 9v", "Zm+v", "Zm/v", "A", "AAAAA", "Zh", "Zm9", "Zm9v\n", "é"])
    func refusesWhatNoEncoderWrites(text: String) {
        #expect(Base64URL.decode(text) == nil)
    }

    @Test func everyLengthReturns() {
        for count in 0...67 {
            let bytes = SecureRandom.bytes(count)
            #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
        }
    }
}
