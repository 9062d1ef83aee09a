import Contracts
import Foundation
import JSONSchema

/// The committed form of the contracts: for each event type numbered revisions of a golden message and its JSON Schema, and one
/// AsyncAPI document. A revision, once committed, never changes; a changed payload adds one.
struct ContractDocuments {
    let folder: URL

    /// Writes what is missing: a new revision where a schema or an example has changed, and the AsyncAPI document.
    func write() throws {
        for definition in EventCatalogue.definitions {
            let current = try Revision(of: definition)
            let number = try latest(definition)
            if let number, try Revision(folder: directory(definition), number: number) == current { continue }
            try current.write(to: directory(definition), number: (number ?? 0) + 1)
        }
        try asyncAPI().write(to: folder.appendingPathComponent("asyncapi.json"))
    }

    /// - Throws: `ContractDrift` listing every type whose latest revision is not what the code says.
    func check() throws {
        var drifted: [String] = []
        for definition in EventCatalogue.definitions {
            let number = try latest(definition)
            let committed = try number.map { try Revision(folder: directory(definition), number: $0) }
            if try committed != Revision(of: definition) { drifted.append(definition.type.rawValue) }
        }
        if try Data(contentsOf: folder.appendingPathComponent("asyncapi.json")) != asyncAPI() { drifted.append("asyncapi.json") }
        guard drifted.isEmpty else { throw ContractDrift(names: drifted) }
        print("\(EventCatalogue.definitions.count) event types are as committed")
    }

    private func directory(_ definition: EventDefinition) -> URL {
        folder.appendingPathComponent("Golden").appendingPathComponent(definition.type.rawValue)
    }

    private func latest(_ definition: EventDefinition) throws -> Int? {
        let path = directory(definition).path
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        return try FileManager.default.contentsOfDirectory(atPath: path).compactMap { $0.split(separator: ".").first.flatMap { Int($0) } }.max()
    }

    private func asyncAPI() throws -> Data { try AsyncAPIDocument.render(EventCatalogue.definitions) }
}

/// The committed documents and the code disagree.
struct ContractDrift: Error, CustomStringConvertible {
    let names: [String]
    var description: String {
        "these contracts differ from their latest committed revision; run pitcrew-contracts --write: \(names.joined(separator: ", "))"
    }
}
