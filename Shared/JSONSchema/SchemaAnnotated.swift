import Contracts

/// A type that says more of its members than their types do.
public protocol SchemaAnnotated {
    /// By a member's name on the wire. A name that the type does not have is a gap of the document.
    static var schemaNotes: [String: SchemaNote] { get }
}

/// What is to be known of a member beside its type.
public struct SchemaNote: Sendable, ExpressibleByStringLiteral {
    /// For people; Markdown.
    let description: String
    /// The only values it may have.
    let values: [String]
    /// Whether it must be there although the type lets it be left out, as where a standard wants a refusal of its own form.
    let isRequired: Bool

    public init(_ description: String, values: [String] = [], isRequired: Bool = false) {
        self.description = description
        self.values = values
        self.isRequired = isRequired
    }

    public init(stringLiteral description: String) { self.init(description) }

    /// The member's schema with the values.
    func narrowing(_ schema: JSONValue) -> JSONValue {
        guard !values.isEmpty, case .object(var members) = schema else { return schema }
        members["enum"] = .array(values.map(JSONValue.string))
        return .object(members)
    }

    /// The member's schema with the description.
    func describing(_ schema: JSONValue) -> JSONValue {
        guard case .object(var members) = schema else { return schema }
        members["description"] = .string(description)
        return .object(members)
    }
}
