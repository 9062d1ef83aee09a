import Contracts
import JSONSchema

/// The schemas of a document: of what is taken, and of what is given. A type that is not the same on both sides (see `SchemaSide`) has a
/// definition for each, and that of what is taken is called `…Taken`.
struct OpenAPISchemas {
    private static let prefix = "#/components/schemas/"

    var taken = SchemaCollection(prefix: prefix, side: .taken)
    var given = SchemaCollection(prefix: prefix)

    var gaps: [String] { taken.gaps + given.gaps }

    var definitions: [String: JSONValue] {
        let names = differing
        let ours = taken.definitions.map { (names.contains($0.key) ? Self.apart($0.key) : $0.key, Self.renamed($0.value, names)) }
        return given.definitions.merging(ours) { same, _ in same }
    }

    /// Lets what operations take refer to the definitions of what is taken. Called once, when every operation has been written.
    func tellApart(in paths: inout [String: [String: JSONValue]]) {
        let names = differing
        for (path, operations) in paths {
            paths[path] = operations.mapValues { operation in
                guard case .object(var members) = operation else { return operation }
                for part in ["requestBody", "parameters"] { members[part] = members[part].map { Self.renamed($0, names) } }
                return .object(members)
            }
        }
    }

    /// The types on both sides whose definitions differ, by themselves or by a type within.
    private var differing: Set<String> {
        let both = taken.definitions.filter { given.definitions[$0.key] != nil }
        var names = Set(both.filter { given.definitions[$0.key] != $0.value }.keys)
        while let more = both.first(where: { !names.contains($0.key) && Self.renamed($0.value, names) != $0.value }) { names.insert(more.key) }
        return names
    }

    private static func apart(_ name: String) -> String { name + "Taken" }

    private static func renamed(_ schema: JSONValue, _ names: Set<String>) -> JSONValue {
        switch schema {
        case .array(let items): return .array(items.map { renamed($0, names) })
        case .object(let members):
            if let reference = members["$ref"]?.stringValue, names.contains(String(reference.dropFirst(prefix.count))) {
                return .object(members.merging(["$ref": .string(apart(reference))]) { _, apart in apart })
            }
            return .object(members.mapValues { renamed($0, names) })
        default: return schema
        }
    }
}
