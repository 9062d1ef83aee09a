import Contracts
import Foundation
import JSONSchema

/// One state of one event type's contract: a full golden message and the schema it satisfies.
struct Revision: Equatable {
    let golden: Data
    let schema: Data

    /// What the code says now.
    init(of definition: EventDefinition) throws {
        let document = JSONSchema.of(definition.payload).document(identifier: definition.dataSchema, title: definition.type.rawValue)
        golden = try Self.pretty(definition.payload.example)
        schema = try Self.pretty(document)
    }

    /// What was committed under a number.
    init(folder: URL, number: Int) throws {
        golden = try Data(contentsOf: folder.appendingPathComponent("\(number).json"))
        schema = try Data(contentsOf: folder.appendingPathComponent("\(number).schema.json"))
    }

    func write(to folder: URL, number: Int) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try golden.write(to: folder.appendingPathComponent("\(number).json"))
        try schema.write(to: folder.appendingPathComponent("\(number).schema.json"))
    }

    static func pretty(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let plain = try JSONCoding.decode(JSONValue.self, from: JSONCoding.encode(value))
        return try encoder.encode(plain) + Data("\n".utf8)
    }
}
