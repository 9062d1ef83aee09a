import Contracts

/// A decoder without input that notes every question in a `TypeRecord`.
struct RecordingDecoder: Decoder {
    let recorder: SchemaRecorder
    let record: TypeRecord
    let text: String
    let number: Int
    let path: [any CodingKey]

    var codingPath: [any CodingKey] { path }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        record.becameObject()
        return KeyedDecodingContainer(RecordingKeyedContainer<Key>(decoder: self))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer { RecordingUnkeyedContainer(decoder: self) }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { RecordingSingleContainer(decoder: self) }

    /// A decoder for a nested container written by hand.
    func nested(_ record: TypeRecord, _ key: any CodingKey) throws -> RecordingDecoder {
        guard path.count < 64 else {
            throw DecodingError.dataCorrupted(.init(codingPath: path, debugDescription: "nested too deep for a schema"))
        }
        return RecordingDecoder(recorder: recorder, record: record, text: text, number: number, path: path + [key])
    }

    /// The value a type is given: the candidate for text and numbers, an example of anything else.
    func value<T: Decodable>(_ type: T.Type) throws -> T {
        if let text = text as? T { return text }
        if let integer = type as? any FixedWidthInteger.Type, let value = integer.init(exactly: number) as? T { return value }
        if let number = Double(number) as? T { return number }
        return try recorder.example(of: type, at: path)
    }
}
