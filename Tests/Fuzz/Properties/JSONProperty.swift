import Contracts
import Foundation

/// What we accept, Foundation accepts as the same value, and it comes back unchanged; what we refuse, we refuse with field and rule, and
/// Foundation refuses it too unless a rule of our own is broken (I-JSON, RFC 7493).
enum JSONProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 1 << 14 else { return }
        try value(bytes)
        // The payload is chosen by the length, so that the input stays a JSON text as it is.
        let definition = EventCatalogue.definitions[bytes.count % EventCatalogue.definitions.count]
        try payload(definition.payload, bytes)
    }

    private static func value(_ bytes: [UInt8]) throws {
        let value: JSONValue
        do {
            value = try JSONCoding.decode(JSONValue.self, from: bytes)
        } catch {
            let rule = try Refusal(error).rule
            guard !isOurs(rule, bytes), let foreign = foreign(bytes) else { return }
            // Of two members of one name it looks at one, and what is wrong with the other stays unseen.
            let isWhole = try quotes(JSONCoding.encode(foreign)) == quotes(bytes)
            return try demand(!isWhole, "refused, but Foundation reads it: \(rule)")
        }
        let text = try JSONCoding.encode(value)
        let again = try JSONCoding.decode(JSONValue.self, from: text)
        try demand(same(value, again), "not the same when written and read")
        try demand(try JSONCoding.encode(again) == text, "written differently the second time")
        guard let foreign = foreign(bytes) else { throw Violation(description: "accepted, but Foundation refuses it") }
        try demand(same(value, foreign, isForeign: true), "Foundation reads another value")
    }

    private static func payload<Payload: EventPayload>(_ type: Payload.Type, _ bytes: [UInt8]) throws {
        let value: Payload
        do {
            value = try JSONCoding.decode(type, from: bytes)
        } catch {
            return _ = try Refusal(error)
        }
        let text = try JSONCoding.encode(value)
        try demand(try JSONCoding.encode(JSONCoding.decode(type, from: text)) == text, "\(type) is not the same when written and read")
    }

    private static func foreign(_ bytes: [UInt8]) -> JSONValue? { try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) }

    /// Refusals Foundation does not share: its own reading goes on where ours must not.
    private static func isOurs(_ rule: String, _ bytes: [UInt8]) -> Bool {
        // It tells UTF-16 and UTF-32 by their zeros, and passes over a byte order mark.
        if bytes.contains(0) || bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return true }
        // And a comma behind the last member.
        let dense = bytes.filter { $0 > 0x20 }
        if zip(dense, dense.dropFirst()).contains(where: { $0 == UInt8(ascii: ",") && ($1 == 0x7D || $1 == 0x5D) }) { return true }
        return ["same name twice", "deeper", "U+0000", "combining marks", "UTF-8"].contains { rule.contains($0) }
    }

    /// The quotes that begin or end a text.
    private static func quotes(_ bytes: [UInt8]) -> Int {
        var (count, isEscaped) = (0, false)
        for byte in bytes {
            if byte == UInt8(ascii: "\""), !isEscaped { count += 1 }
            isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
        }
        return count
    }

    /// Equal as values: a whole number is the same however it was kept. Foundation also takes a large number with a fraction for a whole one.
    static func same(_ one: JSONValue, _ other: JSONValue, isForeign: Bool = false) -> Bool {
        switch (one, other) {
        case (.int(let whole), .double(let number)), (.double(let number), .int(let whole)):
            Int(exactly: number) == whole || (isForeign && abs(number) > 0x1p52 && abs(number - Double(whole)) <= number.ulp)
        case (.array(let left), .array(let right)):
            left.count == right.count && zip(left, right).allSatisfy { same($0, $1, isForeign: isForeign) }
        case (.object(let left), .object(let right)):
            left.count == right.count && left.allSatisfy { name, value in
                right[name].map { same(value, $0, isForeign: isForeign) } ?? false
            }
        default: one == other
        }
    }

    /// A refusal as it must be: a decoding error that states a rule.
    struct Refusal {
        let rule: String

        init(_ error: any Error) throws {
            guard let error = error as? DecodingError else { throw Violation(description: "refused with \(type(of: error))") }
            switch error {
            case .keyNotFound(let key, _): rule = "\(key.stringValue) is missing"
            case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context): rule = context.debugDescription
            @unknown default: rule = ""
            }
            try demand(!rule.isEmpty, "refused without a rule")
        }
    }
}
