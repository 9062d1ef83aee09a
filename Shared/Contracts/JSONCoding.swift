import Foundation

/// The one JSON dialect of Pitcrew: keys as declared, instants in RFC 3339 UTC with milliseconds, stable key order.
public enum JSONCoding {
    /// A new encoder; Foundation's are not safe to share between tasks.
    public static func encoder() -> JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .custom { date, encoder in
            var container = encoder.singleValueContainer()
            try container.encode(Timestamp.text(date))
        }
        return encoder
    }

    /// A new decoder that accepts RFC 3339 with any offset and 0 to 9 fractional digits.
    public static func decoder() -> JSONDecoder {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .custom { decoder in
            let container = try decoder.singleValueContainer()
            guard let date = Timestamp.parse(try container.decode(String.self)) else {
                throw DecodingError.dataCorruptedError(
                    in: container, debugDescription: "must be an RFC 3339 date-time with an offset, as 2026-03-29T08:00:00+02:00"
                )
            }
            return date
        }
        return decoder
    }
}
