import Contracts

/// Makes JSON Schema from the types themselves: a decoder that has no input walks `init(from:)`, answers every question with a
/// placeholder, and notes what was asked. So the schema cannot drift from what is decoded.
public enum JSONSchema {
    /// The schema of a type.
    /// - Parameter prefix: where references to named types point, `#/$defs/` or `#/components/schemas/`.
    public static func of(_ type: any Decodable.Type, prefix: String = "#/$defs/") -> SchemaDocument {
        let recorder = SchemaRecorder(prefix: prefix)
        let root = recorder.schema(of: type)
        return SchemaDocument(root: root, definitions: recorder.definitions, gaps: recorder.gaps)
    }
}

/// Collects the schemas of many types with their definitions shared.
public struct SchemaCollection {
    private let recorder: SchemaRecorder

    public init(prefix: String, side: SchemaSide = .given) {
        recorder = SchemaRecorder(prefix: prefix, side: side)
    }

    /// The schema of a type, a reference where the type has a name. Its definition joins `definitions`.
    public mutating func schema(of type: any Decodable.Type) -> JSONValue { recorder.schema(of: type) }

    /// The members of an object type: schema and whether it must be there.
    public mutating func members(of type: any Decodable.Type) -> [SchemaMember] { recorder.members(of: type) }

    public var definitions: [String: JSONValue] { recorder.definitions }

    /// What could not be described; see `SchemaDocument.gaps`.
    public var gaps: [String] { recorder.gaps }
}

/// Which side of a door a schema describes.
public enum SchemaSide: Sendable {
    /// What we write: members that are left out are never null, integers are what every JSON reader holds exactly (RFC 7493, section 2.2).
    case given
    /// What we read: null is as good as left out, integers are what the type holds.
    case taken
}

/// One member of an object.
public struct SchemaMember: Sendable, Hashable {
    public let name: String
    public let schema: JSONValue
    public let isRequired: Bool
}
