/// The bytes of a JSON text and the containers that are open in it.
struct JSONText {
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

    init() {
        bytes.reserveCapacity(1024)
        open.reserveCapacity(8)
    }

    var depth: Int { open.count }

    mutating func begin(isObject: Bool) -> Container {
        serial += 1
        bytes.append(UInt8(ascii: isObject ? "{" : "["))
        open.append(Open(serial: serial, isObject: isObject))
        return Container(depth: open.count - 1, serial: serial)
    }

    /// Closes what was opened beyond a depth.
    mutating func close(to depth: Int) {
        while open.count > depth { bytes.append(UInt8(ascii: open.removeLast().isObject ? "}" : "]")) }
    }

    /// Makes ready for the next element of a container.
    /// - Returns: false for a container that is closed already.
    mutating func element(in container: Container) -> Bool {
        guard container.depth < open.count, open[container.depth].serial == container.serial else { return false }
        close(to: container.depth + 1)
        if open[container.depth].isEmpty { open[container.depth].isEmpty = false } else { bytes.append(UInt8(ascii: ",")) }
        return true
    }

    mutating func member(_ name: String, in container: Container) -> Bool {
        guard element(in: container) else { return false }
        string(name)
        bytes.append(UInt8(ascii: ":"))
        return true
    }

    mutating func literal(_ text: some StringProtocol) { bytes.append(contentsOf: text.utf8) }

    mutating func integer(_ value: some FixedWidthInteger) {
        var magnitude = UInt64(value.magnitude)
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        let start = bytes.count
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
            magnitude /= 10
        } while magnitude > 0
        bytes[start...].reverse()
    }

    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        for index in start..<bytes.count where Self.needsEscape(bytes[index]) {
            escape(from: index)
            break
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// A value whose form needs no escapes.
    mutating func quoted<Value>(_ value: Value, _ write: (Value, inout [UInt8]) -> Void) {
        bytes.append(UInt8(ascii: "\""))
        write(value, &bytes)
        bytes.append(UInt8(ascii: "\""))
    }

    private static func needsEscape(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func escape(from start: Int) {
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
