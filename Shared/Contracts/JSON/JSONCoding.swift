/// The one JSON dialect of Pitcrew (RFC 8259, restricted as I-JSON, RFC 7493): members in the order a type declares them and those of
/// a dictionary by name, instants in RFC 3339 UTC with milliseconds, identifiers in lower case.
public enum JSONCoding {
    /// How deep a text may nest.
    public static let maximumDepth = 64

    /// - Throws: `EncodingError` for a number JSON has no text for, and for a type that writes to its containers out of order.
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let writer = JSONWriter()
        try writer.value(value)
        guard !writer.isMisused else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "must write its containers one after the other"))
        }
        return writer.bytes
    }

    /// The same as text.
    public static func text(_ value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }

    /// Reads one value. Strict: refuses what is not UTF-8, twice the same member, U+0000 (PostgreSQL's text cannot hold it, so no field
    /// of ours can) and what nests deeper than `maximumDepth`. Instants may have any offset and 0 to 9 fractional digits.
    /// - Throws: `DecodingError` with the path of the field and the rule it breaks.
    public static func decode<T: Decodable>(_ type: T.Type, from bytes: some Sequence<UInt8>) throws -> T {
        let document = try JSONParser.parse(Array(bytes))
        return try JSONElement(document: document, node: 0).decode(type)
    }
}
