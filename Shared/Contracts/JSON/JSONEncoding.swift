/// The encoder one value writes itself to. Coding paths are empty: a value that cannot be written is a mistake in the code.
final class JSONEncoding: Encoder {
    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }
    let writer: JSONWriter
    private let depth: Int
    private let start: Int
    private var container: JSONText.Container?

    init(_ writer: JSONWriter) {
        self.writer = writer
        depth = writer.depth
        start = writer.count
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(JSONKeyedEncoding<Key>(writer: writer, object: opened(isObject: true)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer { JSONUnkeyedEncoding(writer: writer, array: opened(isObject: false)) }

    func singleValueContainer() -> any SingleValueEncodingContainer { JSONSingleEncoding(writer: writer) }

    /// A value that asks twice goes on in the same container, as one that adds members to those of another does.
    private func opened(isObject: Bool) -> JSONText.Container {
        if let container { return container }
        let new = writer.begin(isObject: isObject)
        container = new
        return new
    }

    /// Classes that inherit their coding: we have none.
    static func unsupported(_ writer: JSONWriter) -> JSONEncoding {
        writer.isMisused = true
        return JSONEncoding(writer)
    }

    /// Closes what the value opened. A value that wrote nothing has no members.
    func finish() {
        if writer.count == start { _ = writer.begin(isObject: true) }
        writer.close(to: depth)
    }
}

struct JSONKeyedEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let writer: JSONWriter
    let object: JSONText.Container
    var codingPath: [any CodingKey] { [] }

    func encodeNil(forKey key: Key) {
        writer.member(key.stringValue, in: object)
        writer.null()
    }

    func encode(_ value: Bool, forKey key: Key) {
        writer.member(key.stringValue, in: object)
        writer.bool(value)
    }

    func encode(_ value: Int, forKey key: Key) {
        writer.member(key.stringValue, in: object)
        writer.integer(value)
    }

    func encode(_ value: Int64, forKey key: Key) {
        writer.member(key.stringValue, in: object)
        writer.integer(value)
    }

    func encode(_ value: Double, forKey key: Key) throws {
        writer.member(key.stringValue, in: object)
        try writer.number(value)
    }

    func encode(_ value: String, forKey key: Key) {
        writer.member(key.stringValue, in: object)
        writer.string(value)
    }

    func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
        writer.member(key.stringValue, in: object)
        try writer.value(value)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        writer.member(key.stringValue, in: object)
        return KeyedEncodingContainer(JSONKeyedEncoding<Nested>(writer: writer, object: writer.begin(isObject: true)))
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        writer.member(key.stringValue, in: object)
        return JSONUnkeyedEncoding(writer: writer, array: writer.begin(isObject: false))
    }

    func superEncoder() -> any Encoder { JSONEncoding.unsupported(writer) }

    func superEncoder(forKey key: Key) -> any Encoder { JSONEncoding.unsupported(writer) }
}

struct JSONUnkeyedEncoding: UnkeyedEncodingContainer {
    let writer: JSONWriter
    let array: JSONText.Container
    private(set) var count = 0
    var codingPath: [any CodingKey] { [] }

    init(writer: JSONWriter, array: JSONText.Container) {
        self.writer = writer
        self.array = array
    }

    mutating func encodeNil() {
        next()
        writer.null()
    }

    mutating func encode<T: Encodable>(_ value: T) throws {
        next()
        try writer.value(value)
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        next()
        return KeyedEncodingContainer(JSONKeyedEncoding<Nested>(writer: writer, object: writer.begin(isObject: true)))
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        next()
        return JSONUnkeyedEncoding(writer: writer, array: writer.begin(isObject: false))
    }

    func superEncoder() -> any Encoder { JSONEncoding.unsupported(writer) }

    private mutating func next() {
        count += 1
        writer.element(in: array)
    }
}

struct JSONSingleEncoding: SingleValueEncodingContainer {
    let writer: JSONWriter
    var codingPath: [any CodingKey] { [] }

    func encodeNil() { writer.null() }
    func encode(_ value: Bool) { writer.bool(value) }
    func encode(_ value: String) { writer.string(value) }
    func encode(_ value: Double) throws { try writer.number(value) }
    func encode(_ value: Float) throws { try writer.number(value) }
    func encode(_ value: Int) { writer.integer(value) }
    func encode(_ value: Int8) { writer.integer(value) }
    func encode(_ value: Int16) { writer.integer(value) }
    func encode(_ value: Int32) { writer.integer(value) }
    func encode(_ value: Int64) { writer.integer(value) }
    func encode(_ value: UInt) { writer.integer(value) }
    func encode(_ value: UInt8) { writer.integer(value) }
    func encode(_ value: UInt16) { writer.integer(value) }
    func encode(_ value: UInt32) { writer.integer(value) }
    func encode(_ value: UInt64) { writer.integer(value) }
    func encode<T: Encodable>(_ value: T) throws { try writer.value(value) }
}
