import Foundation

/// Writes JSON as values come, without a tree between: an object or array is open until something outside it is written.
final class JSONWriter {
    /// An object or array; `serial` tells it from an earlier one at the same depth.
    struct Container {
        let depth: Int
        let serial: Int
    }

    private struct Open {
        let serial: Int
        let isObject: Bool
        var isEmpty = true
    }

    private(set) var bytes: [UInt8] = []
    private var open: [Open] = []
    private var serial = 0
    /// Whether a container was written to after it had been closed, or asked for what is not supported: the text is worth nothing.
    var isMisused = false

    init() { bytes.reserveCapacity(1024) }

    /// How many containers are open.
    var depth: Int { open.count }

    func begin(isObject: Bool) -> Container {
        serial += 1
        bytes.append(UInt8(ascii: isObject ? "{" : "["))
        open.append(Open(serial: serial, isObject: isObject))
        return Container(depth: open.count - 1, serial: serial)
    }

    /// Closes what was opened beyond a depth.
    func close(to depth: Int) {
        while open.count > depth { bytes.append(UInt8(ascii: open.removeLast().isObject ? "}" : "]")) }
    }

    /// Makes ready for the next element of a container.
    func element(in container: Container) {
        guard container.depth < open.count, open[container.depth].serial == container.serial else { return isMisused = true }
        close(to: container.depth + 1)
        if open[container.depth].isEmpty { open[container.depth].isEmpty = false } else { bytes.append(UInt8(ascii: ",")) }
    }

    func member(_ name: String, in container: Container) {
        element(in: container)
        string(name)
        bytes.append(UInt8(ascii: ":"))
    }

    /// Any value. Instants and identifiers have forms of their own; a dictionary's members are sorted.
    func value<T: Encodable>(_ value: T) throws {
        if T.self == String.self, let text = value as? String {
            string(text)
        } else if T.self == Date.self, let date = value as? Date {
            quoted(Timestamp.utf8(date))
        } else if T.self == UUID.self, let id = value as? UUID {
            quoted(id.utf8)
        } else if let dictionary = value as? any StringKeyed {
            try dictionary.write(to: self)
        } else {
            let encoding = JSONEncoding(self)
            try value.encode(to: encoding)
            encoding.finish()
        }
    }

    func null() { bytes.append(contentsOf: "null".utf8) }

    func bool(_ value: Bool) { bytes.append(contentsOf: (value ? "true" : "false").utf8) }

    func integer(_ value: some FixedWidthInteger) {
        var magnitude = UInt64(value.magnitude)
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    /// The shortest text that reads as the same number; a whole one without a fraction.
    func number(_ value: some BinaryFloatingPoint & LosslessStringConvertible) throws {
        guard value.isFinite else {
            throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "must be a finite number"))
        }
        let text = value.description
        bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
    }

    func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        if bytes[start...].contains(where: Self.needsEscape) { escape(from: start) }
        bytes.append(UInt8(ascii: "\""))
    }

    private func quoted(_ plain: [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: plain)
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private func escape(from start: Int) {
        let plain = Array(bytes[start...])
        bytes.removeSubrange(start...)
        for byte in plain {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
            case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
            case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
            case ..<0x20: bytes.append(contentsOf: #"\u00"#.utf8 + HexText.bytes([byte]))
            default: bytes.append(byte)
            }
        }
    }
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
