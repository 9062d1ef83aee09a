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

    func schema(_ side: SchemaSide) -> JSONValue {
        guard isObject else { return other ?? ["type": "object"] }
        var object: [String: JSONValue] = [
            "type": "object",
            "properties": .object(Dictionary(members.map { ($0.name, property($0, side)) }) { first, _ in first }),
        ]
        let required = members.filter(\.isRequired).map(\.name).sorted()
        if !required.isEmpty { object["required"] = .array(required.map(JSONValue.string)) }
        return .object(object)
    }

    private func property(_ member: SchemaMember, _ side: SchemaSide) -> JSONValue {
        member.isRequired || side == .given || member.schema == [:] ? member.schema : ["anyOf": [member.schema, ["type": "null"]]]
    }
}
