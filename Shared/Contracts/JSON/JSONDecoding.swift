/// The decoder one value reads itself from. Coding paths begin at that value: an error grows its path on the way out, so that reading
/// well costs nothing.
struct JSONDecoding: Decoder {
    let element: JSONElement
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(try JSONKeyedDecoding<Key>(element))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { try JSONUnkeyedDecoding(element) }

    func singleValueContainer() -> any SingleValueDecodingContainer { JSONSingleDecoding(element: element) }
}

/// The members of an object, and where the next is looked for first: they mostly come in the order they are asked for. Not a part of the
/// generic container: the runtime would have a class of it for each type of keys.
private final class JSONMembers {
    let document: JSONDocument
    let children: Range<Int>
    private var cursor: Int

    init(_ document: JSONDocument, _ children: Range<Int>) {
        (self.document, self.children, cursor) = (document, children, children.lowerBound)
    }

    func find(_ name: String) -> JSONElement? {
        let node = document.member(name, in: cursor..<children.upperBound) ?? document.member(name, in: children.lowerBound..<cursor)
        guard let node else { return nil }
        cursor = node
        return JSONElement(document: document, node: node + 1)
    }
}

/// Reads the members of an object by their names.
struct JSONKeyedDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let members: JSONMembers
    var codingPath: [any CodingKey] { [] }

    init(_ element: JSONElement) throws {
        members = JSONMembers(element.document, try element.requireChildren(.object, [String: Any].self))
    }

    var allKeys: [Key] {
        let (document, children) = (members.document, members.children)
        var keys: [Key] = []
        var node = children.lowerBound
        while node < children.upperBound {
            if let key = Key(stringValue: document.text(node)) { keys.append(key) }
            node = document.next(node + 1)
        }
        return keys
    }

    private func find(_ name: String) -> JSONElement? { members.find(name) }

    // Inlined, or every call makes a closure and asks the runtime for the type of its result.
    @inline(__always)
    private func read<T>(_ key: Key, _ read: (JSONElement) throws -> T) throws -> T {
        guard let element = find(key.stringValue) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: "is missing"))
        }
        do {
            return try read(element)
        } catch let error as DecodingError {
            throw error.within(key)
        }
    }

    @inline(__always)
    private func readIfPresent<T>(_ key: Key, _ read: (JSONElement) throws -> T) throws -> T? {
        guard let element = find(key.stringValue), !element.isNull else { return nil }
        do {
            return try read(element)
        } catch let error as DecodingError {
            throw error.within(key)
        }
    }

    func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try read(key, \.isNull) }
    func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try read(key) { try $0.bool() } }
    func decode(_ type: String.Type, forKey key: Key) throws -> String { try read(key) { try $0.string() } }
    func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try read(key) { try $0.number() } }
    func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try read(key) { try $0.integer(type) } }
    func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try read(key) { try $0.integer(type) } }
    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T { try read(key) { try $0.decode(type) } }

    func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try readIfPresent(key) { try $0.string() } }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try readIfPresent(key) { try $0.integer(type) } }
    func decodeIfPresent<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T? { try readIfPresent(key) { try $0.decode(type) } }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        try read(key) { KeyedDecodingContainer(try JSONKeyedDecoding<Nested>($0)) }
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer { try read(key) { try JSONUnkeyedDecoding($0) } }

    func superDecoder() throws -> any Decoder {
        guard let element = find("super") else {
            throw DecodingError.valueNotFound((any Decoder).self, .init(codingPath: [], debugDescription: "has no member super"))
        }
        return JSONDecoding(element: element)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try read(key) { JSONDecoding(element: $0) } }
}

/// The elements of an array.
struct JSONUnkeyedDecoding: UnkeyedDecodingContainer {
    private let document: JSONDocument
    private let end: Int
    private var node: Int
    private(set) var currentIndex = 0
    let count: Int?
    var codingPath: [any CodingKey] { [] }

    init(_ element: JSONElement) throws {
        let children = try element.requireChildren(.array, [Any].self)
        document = element.document
        (node, end) = (children.lowerBound, children.upperBound)
        var (number, next) = (0, node)
        while next < end { (number, next) = (number + 1, document.next(next)) }
        count = number
    }

    var isAtEnd: Bool { node >= end }

    private mutating func read<T>(_ type: any Any.Type, _ read: (JSONElement) throws -> T) throws -> T {
        let key = JSONIndexKey(currentIndex)
        guard !isAtEnd else {
            throw DecodingError.valueNotFound(type, .init(codingPath: [key], debugDescription: "has too few elements"))
        }
        do {
            let value = try read(JSONElement(document: document, node: node))
            (node, currentIndex) = (document.next(node), currentIndex + 1)
            return value
        } catch let error as DecodingError {
            throw error.within(key)
        }
    }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, JSONElement(document: document, node: node).isNull else { return false }
        return try read(Never.self) { _ in true }
    }

    mutating func decode(_ type: String.Type) throws -> String { try read(type) { try $0.string() } }
    mutating func decode<T: Decodable>(_ type: T.Type) throws -> T { try read(type) { try $0.decode(type) } }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) throws -> KeyedDecodingContainer<Nested> {
        try read([String: Any].self) { KeyedDecodingContainer(try JSONKeyedDecoding<Nested>($0)) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try read([Any].self) { try JSONUnkeyedDecoding($0) } }

    mutating func superDecoder() throws -> any Decoder { try read((any Decoder).self) { JSONDecoding(element: $0) } }
}

/// A place in an array.
private struct JSONIndexKey: CodingKey {
    let index: Int
    var stringValue: String { String(index) }
    var intValue: Int? { index }

    init(_ index: Int) { self.index = index }
    init?(stringValue: String) { nil }
    init?(intValue: Int) { index = intValue }
}

struct JSONSingleDecoding: SingleValueDecodingContainer {
    let element: JSONElement
    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { element.isNull }
    func decode(_ type: Bool.Type) throws -> Bool { try element.bool() }
    func decode(_ type: String.Type) throws -> String { try element.string() }
    func decode(_ type: Double.Type) throws -> Double { try element.number() }
    func decode(_ type: Float.Type) throws -> Float { try element.number(type) }
    func decode(_ type: Int.Type) throws -> Int { try element.integer(type) }
    func decode(_ type: Int8.Type) throws -> Int8 { try element.integer(type) }
    func decode(_ type: Int16.Type) throws -> Int16 { try element.integer(type) }
    func decode(_ type: Int32.Type) throws -> Int32 { try element.integer(type) }
    func decode(_ type: Int64.Type) throws -> Int64 { try element.integer(type) }
    func decode(_ type: UInt.Type) throws -> UInt { try element.integer(type) }
    func decode(_ type: UInt8.Type) throws -> UInt8 { try element.integer(type) }
    func decode(_ type: UInt16.Type) throws -> UInt16 { try element.integer(type) }
    func decode(_ type: UInt32.Type) throws -> UInt32 { try element.integer(type) }
    func decode(_ type: UInt64.Type) throws -> UInt64 { try element.integer(type) }
    func decode<T: Decodable>(_ type: T.Type) throws -> T { try element.decode(type) }
}
