import Contracts

/// A JSON Schema (2020-12) of one type, with the named types it is made of kept apart so that several documents can share them.
public struct SchemaDocument: Sendable, Hashable {
    /// The schema of the type itself; for a named type a reference into `definitions`.
    public let root: JSONValue
    /// The named types by name. References among them begin with the prefix the schema was made with.
    public let definitions: [String: JSONValue]
    /// What could not be described, a sentence each, naming the type. Empty for a complete schema; tests demand that.
    public let gaps: [String]

    /// One self-contained document.
    /// - Parameter identifier: the `$id`, or nil for none.
    public func document(identifier: String? = nil, title: String? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["$schema": "https://json-schema.org/draft/2020-12/schema"]
        if let identifier { members["$id"] = .string(identifier) }
        if let title { members["title"] = .string(title) }
        if case .object(let root) = root { members.merge(root) { own, _ in own } }
        if !definitions.isEmpty { members["$defs"] = .object(definitions) }
        return .object(members)
    }
}
