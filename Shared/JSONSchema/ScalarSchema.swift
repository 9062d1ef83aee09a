import Contracts
import Foundation

/// The types that are not walked because their text form on the wire is agreed.
enum ScalarSchema {
    static func of(_ type: any Decodable.Type, _ side: SchemaSide) -> JSONValue? {
        if side == .taken, type == Int.self || type == Int64.self { return ["type": "integer", "format": "int64"] }
        return table[ObjectIdentifier(type)]?.schema
    }

    static func example(of type: any Decodable.Type) -> Any? { table[ObjectIdentifier(type)]?.example }

    private struct Entry: Sendable {
        let schema: JSONValue
        let example: any Sendable
    }

    private static func entry<T: Decodable & Sendable>(_ example: T, _ schema: JSONValue) -> (ObjectIdentifier, Entry) {
        (ObjectIdentifier(T.self), Entry(schema: schema, example: example))
    }

    private static func integer<T: FixedWidthInteger & Decodable & Sendable>(_ type: T.Type) -> (ObjectIdentifier, Entry) {
        // Wider integers are kept to what every JSON reader holds exactly (RFC 7493, section 2.2).
        let safe = 9_007_199_254_740_991
        let bounds: [String: JSONValue] = [
            "type": "integer", "minimum": .int(Int(exactly: T.min).map { max($0, -safe) } ?? 0),
            "maximum": .int(Int(exactly: T.max).map { min($0, safe) } ?? safe),
        ]
        return entry(T.zero, .object(bounds))
    }

    private static let table: [ObjectIdentifier: Entry] = Dictionary(
        uniqueKeysWithValues: [
            entry("", ["type": "string"]),
            entry(false, ["type": "boolean"]),
            entry(0.0, ["type": "number"]),
            entry(Float(0), ["type": "number"]),
            entry(Decimal(0), ["type": "number"]),
            entry(UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)), ["type": "string", "format": "uuid"]),
            entry(Date(timeIntervalSince1970: 0), ["type": "string", "format": "date-time"]),
            entry(URL(fileURLWithPath: "/"), ["type": "string", "format": "uri"]),
            entry(Data(), ["type": "string", "contentEncoding": "base64"]),
            entry(LocalDate(daysSince1970: 0), ["type": "string", "format": "date"]),
            entry(JSONValue.null, [:]),
            integer(Int.self), integer(Int8.self), integer(Int16.self), integer(Int32.self), integer(Int64.self),
            integer(UInt.self), integer(UInt8.self), integer(UInt16.self), integer(UInt32.self), integer(UInt64.self),
        ]
    )
}
