import Foundation
import Testing

/// The committed corpora through the properties, without a fuzzer: seeds, and every input that ever showed a fault.
@Suite struct ReplayTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")

    @Test(arguments: FuzzTarget.all)
    func theCorpusHolds(_ target: FuzzTarget) throws {
        let inputs = try FileManager.default.contentsOfDirectory(at: Self.folder.appending(path: target.name), includingPropertiesForKeys: nil)
        #expect(!inputs.isEmpty)
        for input in inputs {
            let bytes = [UInt8](try Data(contentsOf: input))
            #expect(throws: Never.self, "\(input.lastPathComponent)") { try target.check(bytes) }
        }
    }

    /// Every seed cut short at each length, and with each bit of its first bytes turned over: cheap mutations that need no fuzzer.
    @Test(arguments: FuzzTarget.all)
    func theCorpusHoldsWhenDamaged(_ target: FuzzTarget) throws {
        for input in try FileManager.default.contentsOfDirectory(at: Self.folder.appending(path: target.name), includingPropertiesForKeys: nil) {
            let bytes = [UInt8](try Data(contentsOf: input).prefix(256))
            for cut in stride(from: 0, to: bytes.count, by: 7) {
                #expect(throws: Never.self, "\(input.lastPathComponent) cut at \(cut)") { try target.check(Array(bytes.prefix(cut))) }
            }
            for bit in stride(from: 0, to: bytes.count * 8, by: 13) {
                var damaged = bytes
                damaged[bit / 8] ^= 1 << UInt8(bit % 8)
                #expect(throws: Never.self, "\(input.lastPathComponent) with bit \(bit)") { try target.check(damaged) }
            }
        }
    }

    @Test func everyCorpusHasATarget() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        #expect(Set(folders) == Set(FuzzTarget.all.map(\.name)))
    }
}
