import Foundation

/// One value of a parsed text, read as what is asked for.
struct JSONElement {
    let document: JSONDocument
    let node: Int

    private var kind: JSONDocument.Kind { document.nodes[node].kind }
    private var slice: ArraySlice<UInt8> { document.slice(document.nodes[node]) }
    var isNull: Bool { kind == .null }

    func decode<T: Decodable>(_ type: T.Type) throws -> T {
        if T.self == Date.self { return try same(try instant()) }
        if T.self == UUID.self { return try same(try identifier()) }
        return try T(from: JSONDecoding(element: self))
    }

    /// A value of the type that is asked for. In a function of its own that returns no optional: an `Optional<T>` in `decode` makes the runtime
    /// look its type up on every call, which was a tenth of all the time of reading.
    @inline(never)
    private func same<Value, T>(_ value: Value) throws -> T {
        guard let same = value as? T else { throw mismatch(T.self) }
        return same
    }

    func string() throws -> String {
        guard kind == .string else { throw mismatch(String.self) }
        return document.text(node)
    }

    func bool() throws -> Bool {
        guard kind == .bool else { throw mismatch(Bool.self) }
        return slice.first == UInt8(ascii: "t")
    }

    /// A whole number, however it is written: `12`, `12.0` and `1.2e1` are the same.
    func integer<T: FixedWidthInteger>(_ type: T.Type) throws -> T {
        guard kind == .number else { throw mismatch(type) }
        if let value = plainInteger(type, slice) { return value }
        if let point = slice.firstIndex(of: UInt8(ascii: ".")), !slice.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) {
            // A number of this size may have a fraction that a Double has no room for.
            guard slice[(point + 1)...].allSatisfy({ $0 == UInt8(ascii: "0") }) else { throw mismatch(type) }
            if let value = plainInteger(type, slice[..<point]) { return value }
        }
        guard let number = Double(String(decoding: slice, as: UTF8.self)), number.rounded() == number else { throw mismatch(type) }
        guard abs(number) < 0x1p53, let value = T(exactly: number) else { throw corrupted("must be a smaller number") }
        return value
    }

    func number<T: BinaryFloatingPoint & LosslessStringConvertible>(_ type: T.Type = Double.self) throws -> T {
        guard kind == .number else { throw mismatch(type) }
        guard let value = T(String(decoding: slice, as: UTF8.self)), value.isFinite else { throw corrupted("must be a smaller number") }
        return value
    }

    /// The children of an array or object: values, or names each followed by its value.
    func requireChildren(_ wanted: JSONDocument.Kind, _ type: any Any.Type) throws -> Range<Int> {
        guard kind == wanted else { throw mismatch(type) }
        return (node + 1)..<document.next(node)
    }

    func mismatch(_ type: any Any.Type) -> DecodingError {
        let context = DecodingError.Context(codingPath: [], debugDescription: "is another kind of value")
        return isNull ? .valueNotFound(type, context) : .typeMismatch(type, context)
    }

    private func corrupted(_ rule: String) -> DecodingError { .dataCorrupted(.init(codingPath: [], debugDescription: rule)) }

    private func plainInteger<T: FixedWidthInteger>(_ type: T.Type, _ digits: ArraySlice<UInt8>) -> T? {
        let isNegative = digits.first == UInt8(ascii: "-")
        guard !isNegative || T.isSigned else { return nil }
        var value: T = 0
        for byte in isNegative ? digits.dropFirst() : digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
            let digit = T(byte - 0x30)
            let (next, overflows) = isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
            if overflowed || overflows { return nil }
            value = next
        }
        return value
    }

    private func instant() throws -> Date {
        guard kind == .string else { throw mismatch(String.self) }
        guard let date = Timestamp.parse(slice) else {
            throw corrupted("must be an RFC 3339 date-time with an offset, as 2026-03-29T08:00:00+02:00")
        }
        return date
    }

    private func identifier() throws -> UUID {
        guard kind == .string else { throw mismatch(String.self) }
        guard let id = UUID(utf8: slice) else { throw corrupted("must be a UUID") }
        return id
    }
}

extension DecodingError {
    /// The same error, seen from the value that holds the field.
    func within(_ key: some CodingKey) -> DecodingError {
        func context(_ inner: Context) -> Context {
            Context(codingPath: [key] + inner.codingPath, debugDescription: inner.debugDescription, underlyingError: inner.underlyingError)
        }
        return switch self {
        case .typeMismatch(let type, let inner): .typeMismatch(type, context(inner))
        case .valueNotFound(let type, let inner): .valueNotFound(type, context(inner))
        case .keyNotFound(let missing, let inner): .keyNotFound(missing, context(inner))
        case .dataCorrupted(let inner): .dataCorrupted(context(inner))
        @unknown default: self
        }
    }
}
