import Contracts
import Foundation

/// Decodes one parameter: a single value, or a list.
struct QueryValueDecoder: Decoder {
    let key: any CodingKey
    let values: [String]

    var codingPath: [any CodingKey] { [key] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        throw invalid("must not be nested")
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        let items = values.flatMap { $0.split(separator: ",").map(String.init) }
        guard items.count <= 1000 else { throw invalid("has too many values") }
        return QueryListContainer(key: key, items: items)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { QuerySingleContainer(decoder: self) }

    /// The value as a type. Text forms that are agreed for the wire are read here, other types decode themselves.
    func value<T: Decodable>(_ type: T.Type) throws -> T {
        switch type {
        case is String.Type: try converted(single, "must be text")
        case is Bool.Type: try converted(Bool(single), "must be true or false")
        case let integer as any FixedWidthInteger.Type: try converted(integer.init(single), "must be an integer")
        case is Double.Type: try converted(Double(single).flatMap { $0.isFinite ? $0 : nil }, "must be a number")
        case is UUID.Type: try converted(UUID(uuidString: single), "must be a UUID")
        case is Date.Type: try converted(Timestamp.parse(single), "must be an RFC 3339 date-time with an offset")
        default: try enumerated(type)
        }
    }

    private func enumerated<T: Decodable>(_ type: T.Type) throws -> T {
        do {
            return try T(from: self)
        } catch DecodingError.dataCorrupted(let context) where type is any StringEnum.Type {
            _ = context
            throw invalid("must be one of \(names(type as? any StringEnum.Type))")
        }
    }

    private func names(_ type: (any StringEnum.Type)?) -> String {
        func list<E: StringEnum>(_ type: E.Type) -> String { type.allCases.map(\.rawValue).joined(separator: ", ") }
        return type.map { list($0) } ?? ""
    }

    private func converted<T>(_ value: Any?, _ rule: String) throws -> T {
        guard let value = value as? T else { throw invalid(rule) }
        return value
    }

    var single: String {
        get throws {
            guard let value = values.first, values.count == 1 else { throw invalid("must be given once") }
            return value
        }
    }

    private func invalid(_ rule: String) -> DecodingError { .dataCorrupted(.init(codingPath: [key], debugDescription: rule)) }
}

private struct QuerySingleContainer: SingleValueDecodingContainer {
    let decoder: QueryValueDecoder
    var codingPath: [any CodingKey] { decoder.codingPath }
    func decodeNil() -> Bool { decoder.values.isEmpty }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try decoder.value(type) }
}

private struct QueryListContainer: UnkeyedDecodingContainer {
    let key: any CodingKey
    let items: [String]
    private(set) var currentIndex = 0

    init(key: any CodingKey, items: [String]) {
        self.key = key
        self.items = items
    }

    var codingPath: [any CodingKey] { [key] }
    var count: Int? { items.count }
    var isAtEnd: Bool { currentIndex >= items.count }

    mutating func decodeNil() throws -> Bool { false }

    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T {
        guard !isAtEnd else {
            throw DecodingError.dataCorrupted(.init(codingPath: [key], debugDescription: "has too few values"))
        }
        defer { currentIndex += 1 }
        return try QueryValueDecoder(key: key, values: [items[currentIndex]]).value(type)
    }

    mutating func nestedContainer<K: CodingKey>(keyedBy type: K.Type) throws -> KeyedDecodingContainer<K> { throw flat }
    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { throw flat }
    mutating func superDecoder() throws -> any Decoder { throw flat }

    private var flat: DecodingError { .dataCorrupted(.init(codingPath: [key], debugDescription: "must not be nested")) }
}
