import Foundation
import TestSupport
import Testing

import QRCode

@Suite struct QRCodeTests {
    private func read(_ codes: [QRCode]) async throws -> [[String]] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/qr_peer.py").path
        return try await PythonPeer.with(script) { peer in
            var read: [[String]] = []
            for code in codes { read.append(try JSONDecoder().decode([String].self, from: Data(await peer.ask("\(code.size)|\(code.path)").utf8))) }
            return read
        }
    }

    @Test func anotherProgramReadsWhatWasWritten() async throws {
        let texts = ["a", "https://pitcrew.example/check-in", String(repeating: "Ab-_9", count: 30), String(repeating: "x", count: 1_000)]
        let codes = try texts.map { try #require(QRCode($0)) }
        #expect(try await read(codes) == texts.map { [$0] })
    }

    @Test func whatNoCodeHoldsGivesNone() {
        #expect(QRCode("") == nil)
        #expect(QRCode(String(repeating: "x", count: 2_999), correction: .high) == nil)
        #expect(QRCode(String(repeating: "x", count: 100_000)) == nil)
    }

    @Test func aFinderPatternStandsInTheCorner() throws {
        let code = try #require(QRCode("corner"))
        #expect((0..<7).allSatisfy { code.isDark(column: $0, row: 0) } && !code.isDark(column: 7, row: 0))
        #expect(!code.isDark(column: -1, row: 0) && !code.isDark(column: 0, row: code.size))
        #expect(code.path.hasPrefix("M0 0h7v1h-7z"))
    }
}
