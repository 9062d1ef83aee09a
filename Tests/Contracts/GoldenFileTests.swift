import Contracts
import Foundation
import Testing

/// The N and N-1 gate from the code's side: every golden file ever committed must still decode (deploy/ci/check-contracts proves the
/// other side, that older schemas accept newer messages and that no committed file was changed).
@Suite struct GoldenFileTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("Shared/Contracts/Golden")

    @Test(arguments: EventCatalogue.definitions.map(\.type))
    func everyRevisionStillDecodes(type: EventType) throws {
        let definition = try #require(EventCatalogue.definition(of: type))
        let folder = Self.folder.appendingPathComponent(type.rawValue)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasSuffix(".schema.json") }
        #expect(!names.isEmpty)
        for name in names {
            let data = try Data(contentsOf: folder.appendingPathComponent(name))
            _ = try JSONCoding.decode(definition.payload, from: data)
        }
    }

    @Test(arguments: EventCatalogue.definitions.map(\.type))
    func unknownFieldsOfANewerPublisherAreIgnored(type: EventType) throws {
        let definition = try #require(EventCatalogue.definition(of: type))
        let data = try JSONCoding.encode(definition.payload.example)
        guard case .object(var members) = try JSONCoding.decode(JSONValue.self, from: data) else {
            Issue.record("an event must be a JSON object")
            return
        }
        members["addedLater"] = ["nested": true]
        _ = try JSONCoding.decode(definition.payload, from: JSONCoding.encode(JSONValue.object(members)))
    }

    @Test func everyCommittedTypeIsStillDeclared() throws {
        let committed = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasPrefix(".") }
        for name in committed { #expect(EventCatalogue.definition(of: EventType(name)) != nil, "\(name) was removed") }
    }

    @Test func everyTypeIsDeclaredOnce() {
        let types = EventCatalogue.definitions.map(\.type)
        #expect(Set(types).count == types.count)
    }
}
