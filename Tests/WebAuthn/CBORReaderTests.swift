import Foundation
import Testing

@testable import WebAuthn

@Suite struct CBORReaderTests {
    static let hostile: [[UInt8]] = [
        [], [0xA1], [0xBF, 0xFF], [0x5F, 0x41, 0, 0xFF], [0xC0, 0x00], [0x1C],
        // Lengths nothing holds: 2^32 bytes, 2^64 - 1 pairs, 2^32 items.
        [0x5A, 0xFF, 0xFF, 0xFF, 0xFF], [0xBB] + [UInt8](repeating: 0xFF, count: 8), [0x9A, 0xFF, 0xFF, 0xFF, 0xFF],
        [UInt8](repeating: 0x81, count: 5000) + [0],
    ]

    @Test(arguments: hostile) func nothingHostileIsAnItem(_ bytes: [UInt8]) {
        var reader = CBORReader(bytes)
        #expect(throws: WebAuthnRefusal.malformed) { try reader.item() }
    }

    @Test func theRelyingPartyIsTheHostOfThePages() throws {
        let local = RelyingParty(publicURL: try #require(URL(string: "http://LOCALHOST:8080/")), name: "P", origins: ["https://a.example"])
        #expect(local.id == "localhost" && local.origins == ["http://localhost:8080", "https://a.example"])
        let plain = RelyingParty(publicURL: try #require(URL(string: "https://pitcrew.example:443/x")), name: "P")
        #expect(plain.origins == ["https://pitcrew.example"])
    }
}
