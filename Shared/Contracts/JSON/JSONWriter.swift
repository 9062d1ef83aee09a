import Foundation

/// Writes JSON as values come, without a tree between: an object or array is open until something outside it is written.
final class JSONWriter {
    /// What is written and what is open. A value, so that each step is one access to it; no step calls anything that could begin
    /// another, so the check for that at run time, a tenth of all the time of writing, is left out.
    @exclusivity(unchecked)
    private var text = JSONText()
    /// Whether a container was written to after it had been closed, or asked for what is not supported: the text is worth nothing.
    var isMisused = false

    var bytes: [UInt8] { text.bytes }
    var count: Int { text.bytes.count }

    /// How many containers are open.
    var depth: Int { text.depth }

    func begin(isObject: Bool) -> JSONText.Container { text.begin(isObject: isObject) }

    func close(to depth: Int) { text.close(to: depth) }

    func element(in container: JSONText.Container) {
        if !text.element(in: container) { isMisused = true }
    }

    func member(_ name: String, in container: JSONText.Container) {
        if !text.member(name, in: container) { isMisused = true }
    }

    /// Any value. Instants and identifiers have forms of their own; a dictionary's members are sorted.
    func value<T: Encodable>(_ value: T) throws {
        if T.self == String.self, let string = value as? String {
            text.string(string)
        } else if T.self == Date.self, let date = value as? Date {
            text.quoted(date, Timestamp.write)
        } else if T.self == UUID.self, let id = value as? UUID {
            text.quoted(id) { $0.write(to: &$1) }
        } else if MemoryLayout<T>.size == MemoryLayout<[String: Never]>.size, let dictionary = value as? any StringKeyed {
            // The size spares most types the question at run time, which costs more than many of them take to write.
            try dictionary.write(to: self)
        } else {
            let encoding = JSONEncoding(self)
            try value.encode(to: encoding)
            encoding.finish()
        }
    }

    func null() { text.literal("null") }

    func bool(_ value: Bool) { text.literal(value ? "true" : "false") }

    func integer(_ value: some FixedWidthInteger) { text.integer(value) }

    /// The shortest text that reads as the same number; a whole one without a fraction.
    func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "must be a finite number"))
        }
        let digits = value.description
        text.literal(digits.hasSuffix(".0") ? digits.dropLast(2) : digits[...])
    }

    func string(_ string: String) { text.string(string) }
}

/// A dictionary that is an object in JSON.
protocol StringKeyed {
    func write(to writer: JSONWriter) throws
}

extension Dictionary: StringKeyed where Key == String, Value: Encodable {
    func write(to writer: JSONWriter) throws {
        let depth = writer.depth
        let object = writer.begin(isObject: true)
        for (name, value) in sorted(by: { $0.key < $1.key }) {
            writer.member(name, in: object)
            try writer.value(value)
        }
        writer.close(to: depth)
    }
}
