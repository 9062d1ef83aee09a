import Contracts

/// What one type asked of its decoder.
final class TypeRecord {
    private(set) var members: [SchemaMember] = []
    private(set) var isObject = false
    private var other: JSONValue?

    func becameObject() { isObject = true }

    func note(_ name: String, _ schema: JSONValue, isRequired: Bool) {
        isObject = true
        if let index = members.firstIndex(where: { $0.name == name }) {
            // Asked for twice, as by `try? … ?? …`: optional if it is once.
            let known = members[index]
            members[index] = SchemaMember(name: name, schema: known.schema, isRequired: known.isRequired && isRequired)
        } else {
            members.append(SchemaMember(name: name, schema: schema, isRequired: isRequired))
        }
    }

    /// A single value or a list. The first that was asked for counts; types that try several in turn describe themselves.
    func note(_ schema: JSONValue) { if other == nil { other = schema } }

    /// - Parameter notes: what the type says of its members, by name.
    func schema(_ side: SchemaSide, notes: [String: SchemaNote] = [:]) -> JSONValue {
        guard isObject else { return other ?? ["type": "object"] }
        let properties = members.map { ($0.name, property($0, side, notes[$0.name])) }
        var object: [String: JSONValue] = ["type": "object", "properties": .object(Dictionary(properties) { first, _ in first })]
        let required = members.filter { Self.isRequired($0, notes) }.map(\.name).sorted()
        if !required.isEmpty { object["required"] = .array(required.map(JSONValue.string)) }
        return .object(object)
    }

    private func property(_ member: SchemaMember, _ side: SchemaSide, _ note: SchemaNote?) -> JSONValue {
        let schema = note?.narrowing(member.schema) ?? member.schema
        let isNeverNull = member.isRequired || side == .given || schema == [:]
        let whole: JSONValue = isNeverNull ? schema : ["anyOf": [schema, ["type": "null"]]]
        return note?.describing(whole) ?? whole
    }

    private static func isRequired(_ member: SchemaMember, _ notes: [String: SchemaNote]) -> Bool {
        member.isRequired || notes[member.name]?.isRequired == true
    }
}
