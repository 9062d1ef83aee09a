/// Gives a type its parameters by name.
struct QueryRootDecoder: Decoder {
    let parameters: [String: [String]]
    let asked: AskedNames

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        KeyedDecodingContainer(QueryKeyedContainer<Key>(parameters: parameters, asked: asked))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { throw shapeless }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { throw shapeless }

    private var shapeless: DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: "a query has named parameters only"))
    }
}

private struct QueryKeyedContainer<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let parameters: [String: [String]]
    let asked: AskedNames

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { parameters.keys.compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool {
        asked.names.insert(key.stringValue)
        return parameters[key.stringValue] != nil
    }

    /// An empty value is an absent one: `?from=` is how forms leave a field out.
    func decodeNil(forKey key: Key) throws -> Bool { !contains(key) || parameters[key.stringValue] == [""] }

    func decode<T: Decodable>(_ type: T.Type, forKey key: Key) throws -> T {
        guard contains(key), let values = parameters[key.stringValue] else {
            if let none = Optional<Int>.none as? T { return none }
            throw DecodingError.keyNotFound(key, .init(codingPath: [], debugDescription: ""))
        }
        return try QueryValueDecoder(key: key, values: values).value(type)
    }

    func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) throws -> KeyedDecodingContainer<Nested> {
        throw flat(key)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try QueryValueDecoder(key: key, values: parameters[key.stringValue] ?? []).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder { QueryRootDecoder(parameters: parameters, asked: asked) }

    func superDecoder(forKey key: Key) throws -> any Decoder {
        asked.names.insert(key.stringValue)
        return QueryValueDecoder(key: key, values: parameters[key.stringValue] ?? [])
    }

    private func flat(_ key: Key) -> DecodingError {
        .dataCorrupted(.init(codingPath: [key], debugDescription: "must not be nested"))
    }
}
