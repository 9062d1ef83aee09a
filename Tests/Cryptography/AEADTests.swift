@testable import Cryptography
import Testing

@Suite struct AEADTests {
    /// McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B, cases 13, 14 and 16.
    @Test(arguments: [
        (repeated(0, 32), repeated(0, 12), [], [], "", "530f8afbc74536b9a963b4f1c4cb738b"),
        (repeated(0, 32), repeated(0, 12), repeated(0, 16), [], "cea7403d4d606b6e074ec5d3baf39d18",
         "d0d1c8a799996bf0265b98b5d48ab919"),
        (hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), hex("cafebabefacedbaddecaf888"),
         hex("d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
            + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"),
         hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
         "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
         "76fc6ece0f4e1768cddf8853bb2d551b"),
    ] as [([UInt8], [UInt8], [UInt8], [UInt8], String, String)])
    func matchesTheStandard(
        key: [UInt8], nonce: [UInt8], plaintext: [UInt8], associatedData: [UInt8], ciphertext: String, tag: String
    ) throws {
        let sealed = try EVPGCM.seal(plaintext, key: key, nonce: nonce, associatedData: associatedData)
        #expect(sealed.ciphertext == hex(ciphertext))
        #expect(sealed.tag == hex(tag))
        #expect(try EVPGCM.open(
            sealed.ciphertext, tag: sealed.tag, key: key, nonce: nonce, associatedData: associatedData
        ) == plaintext)
    }

    @Test func opensWhatItSealed() throws {
        let key = AEAD.Key.random()
        for plaintext in [[], Array("who lives where".utf8), SecureRandom.bytes(100_000)] {
            let box = try AEAD.seal(plaintext, key: key, associatedData: [7])
            #expect(box.count == plaintext.count + 29)
            #expect(try AEAD.open(box, key: key, associatedData: [7]) == plaintext)
        }
    }

    @Test func sealsTheSameTextDifferentlyEachTime() throws {
        let key = AEAD.Key.random()
        #expect(try AEAD.seal([1, 2, 3], key: key) != AEAD.seal([1, 2, 3], key: key))
    }

    @Test func refusesAnotherKeyPlaceOrContent() throws {
        let key = AEAD.Key.random()
        let box = try AEAD.seal([1, 2, 3], key: key, associatedData: [7])
        #expect(throws: CryptographyError.notAuthentic) { try AEAD.open(box, key: .random(), associatedData: [7]) }
        #expect(throws: CryptographyError.notAuthentic) { try AEAD.open(box, key: key, associatedData: [8]) }
        #expect(throws: CryptographyError.notAuthentic) { try AEAD.open(box, key: key) }
        for index in box.indices {
            var changed = box
            changed[index] ^= 1
            #expect(throws: CryptographyError.self) { try AEAD.open(changed, key: key, associatedData: [7]) }
        }
        for count in box.indices {
            #expect(throws: CryptographyError.self) { try AEAD.open(box.prefix(count), key: key, associatedData: [7]) }
        }
    }

    @Test func keysHaveTheRightSizeAndPurpose() throws {
        #expect(throws: CryptographyError.self) { try AEAD.Key(repeated(0, 16)) }
        let webhooks = try AEAD.Key(secret: "configured", purpose: "webhooks")
        #expect(try webhooks.bytes == AEAD.Key(secret: "configured", purpose: "webhooks").bytes)
        #expect(try webhooks.bytes != AEAD.Key(secret: "configured", purpose: "keys").bytes)
    }

    @Test func keysDoNotPrint() {
        let key = AEAD.Key.random()
        var dumped = ""
        dump(key, to: &dumped)
        #expect("\(key)" == "[redacted]")
        #expect(!dumped.contains("\(key.bytes[0]),"))
        #expect(!dumped.contains("bytes"))
    }
}
