import Contracts

/// The generic types of the standard library that hold others.
protocol SchemaContainer {
    static func schema(in recorder: SchemaRecorder) -> JSONValue
    static var emptyValue: Self { get }
}

extension Array: SchemaContainer where Element: Decodable {
    static func schema(in recorder: SchemaRecorder) -> JSONValue { ["type": "array", "items": recorder.schema(of: Element.self)] }
    static var emptyValue: [Element] { [] }
}

extension Set: SchemaContainer where Element: Decodable {
    static func schema(in recorder: SchemaRecorder) -> JSONValue {
        ["type": "array", "items": recorder.schema(of: Element.self), "uniqueItems": true]
    }
    static var emptyValue: Set<Element> { [] }
}

extension Dictionary: SchemaContainer where Key: Decodable, Value: Decodable {
    static func schema(in recorder: SchemaRecorder) -> JSONValue {
        ["type": "object", "additionalProperties": recorder.schema(of: Value.self)]
    }
    static var emptyValue: [Key: Value] { [:] }
}

extension Optional: SchemaContainer where Wrapped: Decodable {
    static func schema(in recorder: SchemaRecorder) -> JSONValue {
        ["anyOf": [recorder.schema(of: Wrapped.self), ["type": "null"]]]
    }
    static var emptyValue: Wrapped? { nil }
}
