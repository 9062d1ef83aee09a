import Foundation

/// One value of a message's headers or of a queue's arguments.
public enum HeaderValue: Sendable, Hashable {
    case string(String)
    case int(Int)
    case bool(Bool)
    case double(Double)
    /// AMQP keeps whole seconds.
    case timestamp(Date)
    case bytes([UInt8])
    case table([String: HeaderValue])
    case array([HeaderValue])
    case null
    /// A kind this code does not read (its letter on the wire), nested too deep or out of range. Cannot be sent.
    case opaque(kind: UInt8)

    /// The text, if it is one.
    public var stringValue: String? { if case .string(let value) = self { value } else { nil } }
    /// The whole number, if it is one.
    public var intValue: Int? { if case .int(let value) = self { value } else { nil } }
    /// The truth value, if it is one.
    public var boolValue: Bool? { if case .bool(let value) = self { value } else { nil } }
    /// The time, if it is one.
    public var dateValue: Date? { if case .timestamp(let value) = self { value } else { nil } }
}

extension HeaderValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(arrayLiteral elements: HeaderValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, HeaderValue)...) {
        self = .table(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }
}

/// As JSON, the way RabbitMQ's definitions files write arguments. Times become seconds; bytes and opaque values become null.
extension HeaderValue: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Int.self) {
            self = .int(value)
        } else if let value = try? container.decode(Double.self) {
            self = .double(value)
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode([HeaderValue].self) {
            self = .array(value)
        } else {
            self = .table(try container.decode([String: HeaderValue].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .string(let value): try container.encode(value)
        case .int(let value): try container.encode(value)
        case .bool(let value): try container.encode(value)
        case .double(let value): try container.encode(value)
        case .timestamp(let value): try container.encode(Int(value.timeIntervalSince1970))
        case .table(let value): try container.encode(value)
        case .array(let value): try container.encode(value)
        case .null, .bytes, .opaque: try container.encodeNil()
        }
    }
}
