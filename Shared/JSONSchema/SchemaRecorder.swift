import Contracts

/// The state of one walk: the definitions found so far, and the types being walked, which recursion comes back to.
final class SchemaRecorder {
    private let prefix: String
    private let side: SchemaSide
    /// A silent recorder notes nothing: it serves the making of examples.
    private let isSilent: Bool
    private(set) var definitions: [String: JSONValue] = [:]
    private(set) var gaps: [String] = []
    private var names: [ObjectIdentifier: String] = [:]
    /// Types whose walk has begun; a second visit is a reference, so recursive types end.
    private var visited: Set<ObjectIdentifier> = []

    init(prefix: String, side: SchemaSide = .given, isSilent: Bool = false) {
        self.prefix = prefix
        self.side = side
        self.isSilent = isSilent
    }

    func schema(of type: any Decodable.Type) -> JSONValue {
        if isSilent { return [:] }
        if let scalar = ScalarSchema.of(type, side) { return scalar }
        if let container = type as? any SchemaContainer.Type { return container.schema(in: self) }
        return named(type)
    }

    func members(of type: any Decodable.Type) -> [SchemaMember] {
        walk(type).members
    }

    /// A value to go on with while a type that contains this one is walked.
    func example<T: Decodable>(of type: T.Type, at path: [any CodingKey]) throws -> T {
        if let value = ScalarSchema.example(of: type) as? T { return value }
        if let value = (type as? any SchemaContainer.Type)?.emptyValue as? T { return value }
        if let value = (type as? any SchemaCustomizable.Type)?.schemaExample as? T { return value }
        if let value = firstCase(of: type) as? T { return value }
        let silent = SchemaRecorder(prefix: prefix, isSilent: true)
        return try Candidates.firstAccepted { text, number in
            try T(from: RecordingDecoder(recorder: silent, record: TypeRecord(), text: text, number: number, path: path))
        }
    }

    private func named(_ type: any Decodable.Type) -> JSONValue {
        let name = name(of: type)
        if visited.insert(ObjectIdentifier(type)).inserted {
            let schema = definition(of: type)
            if case .object(let members) = schema, members["properties"] == nil, members["enum"] == nil, members["oneOf"] == nil {
                // A wrapper around a scalar or a list has nothing to share.
                visited.remove(ObjectIdentifier(type))
                names[ObjectIdentifier(type)] = nil
                return schema
            }
            definitions[name] = schema
        }
        return ["$ref": .string(prefix + name)]
    }

    private func definition(of type: any Decodable.Type) -> JSONValue {
        if let custom = type as? any SchemaCustomizable.Type { return custom.jsonSchema }
        if let cases = caseNames(of: type) { return ["type": "string", "enum": .array(cases.map(JSONValue.string))] }
        let (record, notes) = (walk(type), (type as? any SchemaAnnotated.Type)?.schemaNotes ?? [:])
        let unknown = Set(notes.keys).subtracting(record.members.map(\.name)).sorted()
        gaps += unknown.map { "\(name(of: type)) has a note on \($0), which is no member" }
        return record.schema(side, notes: notes)
    }

    private func walk(_ type: any Decodable.Type) -> TypeRecord {
        var last = TypeRecord()
        do {
            return try Candidates.firstAccepted { text, number in
                let record = TypeRecord()
                last = record
                _ = try type.init(from: RecordingDecoder(recorder: self, record: record, text: text, number: number, path: []))
                return record
            }
        } catch {
            gaps.append("\(name(of: type)) takes no placeholder (\(error)); let it be SchemaCustomizable")
            return last
        }
    }

    /// The type's name without its module; another type of the same name gets a number.
    private func name(of type: any Decodable.Type) -> String {
        if let known = names[ObjectIdentifier(type)] { return known }
        let wanted = TypeName.short(String(reflecting: type))
        let taken = Set(names.values)
        let name = taken.contains(wanted) ? (2...).lazy.map { "\(wanted)\($0)" }.first { !taken.contains($0) } ?? wanted : wanted
        names[ObjectIdentifier(type)] = name
        return name
    }
}

/// The wire names of an enumeration whose raw values are text.
private func caseNames(of type: any Decodable.Type) -> [String]? {
    func names<T: CaseIterable>(_ type: T.Type) -> [String]? {
        let values = type.allCases.compactMap { ($0 as? any RawRepresentable)?.rawValue as? String }
        return values.count == type.allCases.count ? values : nil
    }
    return (type as? any CaseIterable.Type).flatMap { names($0) }
}

private func firstCase(of type: any Decodable.Type) -> Any? {
    func first<T: CaseIterable>(_ type: T.Type) -> Any? { type.allCases.first }
    return (type as? any CaseIterable.Type).flatMap { first($0) }
}
