import Contracts
import JSONSchema

/// Which variables the templates of a message have: the members of its event's contract, read from the type itself so that the two cannot
/// drift apart, and what every message knows.
enum ContractVariables {
    static func of(_ kind: MessageKind) -> [String: Variable] { table[kind] ?? [:] }

    /// An event as its contract's example tells it, with `null` members left out.
    static func example(_ kind: MessageKind) -> JSONValue {
        guard let payload = EventCatalogue.definition(of: kind.event)?.payload else { return .object([:]) }
        return (try? values(of: payload.example)) ?? .object([:])
    }

    /// A value as templates see it.
    static func values(of payload: some Encodable) throws -> JSONValue {
        try JSONCoding.decode(JSONValue.self, from: JSONCoding.encode(payload))
    }

    private static let table: [MessageKind: [String: Variable]] = Dictionary(
        uniqueKeysWithValues: MessageKind.allCases.map { ($0, variables($0)) }
    )

    private static func variables(_ kind: MessageKind) -> [String: Variable] {
        guard let payload = EventCatalogue.definition(of: kind.event)?.payload else { return [:] }
        let reading = SchemaReading(JSONSchema.of(payload))
        var members = reading.members.filter { !hidden(kind).contains($0.key) }
        members.merge(common) { _, common in common }
        if kind == .signInCode { members.merge(["code": Variable(.text), "host": Variable(.text, isOptional: true)]) { _, own in own } }
        return members
    }

    /// Secrets, and addresses with a secret in them, which stand in `link`.
    private static func hidden(_ kind: MessageKind) -> Set<String> {
        kind == .signInCode ? ["sealedCode", "address", "channel"] : ["manageUrl", "url"]
    }

    private static let common: [String: Variable] = [
        "link": Variable(.text), "language": Variable(.text), "direction": Variable(.text), "brand": Variable(.object(Brand.variables)),
    ]
}

/// Reads the kinds of variables from a schema.
private struct SchemaReading {
    private let document: SchemaDocument
    private static let prefix = "#/$defs/"

    init(_ document: SchemaDocument) { self.document = document }

    /// Of the type itself.
    var members: [String: Variable] { members(of: document.root, depth: 0) }

    private func members(of schema: JSONValue, depth: Int) -> [String: Variable] {
        guard depth < 6, case .object(let properties)? = resolved(schema)["properties"] else { return [:] }
        var required: Set<String> = []
        if case .array(let names)? = resolved(schema)["required"] { required = Set(names.compactMap(\.stringValue)) }
        return properties.reduce(into: [:]) { members, property in
            guard let type = type(of: property.value, depth: depth) else { return }
            members[property.key] = Variable(type, isOptional: !required.contains(property.key))
        }
    }

    /// Nil for what templates can do nothing with, as a dictionary.
    private func type(of schema: JSONValue, depth: Int) -> VariableType? {
        if schema["$ref"]?.stringValue == Self.prefix + "Money" { return .money }
        let schema = resolved(schema)
        if case .array(let values)? = schema["enum"] { return .choice(values.compactMap(\.stringValue)) }
        switch (schema["type"]?.stringValue, schema["format"]?.stringValue) {
        case ("string", "date-time"): return .instant
        case ("string", "date"): return .day
        case ("string", _): return .text
        case ("integer", _), ("number", _): return .number
        case ("boolean", _): return .flag
        case ("array", _): return schema["items"].flatMap { type(of: $0, depth: depth + 1) }.map(VariableType.list)
        case ("object", _):
            let members = members(of: schema, depth: depth + 1)
            return members.isEmpty ? nil : .object(members)
        default: return nil
        }
    }

    private func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.stringValue, reference.hasPrefix(Self.prefix) else { return schema }
        return document.definitions[String(reference.dropFirst(Self.prefix.count))] ?? schema
    }
}
