/// Reads CBOR (RFC 8949) as CTAP2 writes it: definite lengths, few levels, no tags. It is also what keeps hostile lengths away from
/// libfido2's reader, which makes room for as many items as a header claims: five
/// bytes that speak of 2^31 items cost it 15 GB.
struct CBORReader {
    private let bytes: [UInt8]
    private(set) var position: Int
    private static let maximumDepth = 4

    init(_ bytes: [UInt8], at position: Int = 0) { (self.bytes, self.position) = (bytes, position) }

    var isAtEnd: Bool { position == bytes.count }

    enum Major: UInt8 {
        case unsigned, negative, bytes, text, array, map, tag, simple
    }

    /// The head of the next item: its kind and its number, or the number of bytes, items or pairs that follow.
    mutating func head() throws(WebAuthnRefusal) -> (major: Major, value: UInt64) {
        let first = try byte()
        guard let major = Major(rawValue: first >> 5) else { throw .malformed }
        switch first & 0x1F {
        case let small where small < 24: return (major, UInt64(small))
        case let size where size < 28:
            var value: UInt64 = 0
            for _ in 0..<(1 << Int(size - 24)) { value = value << 8 | UInt64(try byte()) }
            return (major, value)
        default: throw .malformed
        }
    }

    mutating func map() throws(WebAuthnRefusal) -> Int { try count(of: .map) }

    mutating func byteString() throws(WebAuthnRefusal) -> [UInt8] { try take(count(of: .bytes)) }

    mutating func textString() throws(WebAuthnRefusal) -> String {
        guard let text = String(validating: try take(count(of: .text)), as: UTF8.self) else { throw .malformed }
        return text
    }

    /// Passes one whole item over.
    /// - Returns: its bytes.
    @discardableResult
    mutating func item(depth: Int = 0) throws(WebAuthnRefusal) -> [UInt8] {
        guard depth < Self.maximumDepth else { throw .malformed }
        let start = position
        let (major, value) = try head()
        switch major {
        case .unsigned, .negative, .simple: break
        case .bytes, .text: _ = try take(room(for: value))
        case .array: for _ in 0..<(try room(for: value)) { try item(depth: depth + 1) }
        case .map:
            for _ in 0..<(try room(for: value)) {
                try item(depth: depth + 1)
                try item(depth: depth + 1)
            }
        case .tag: throw .malformed
        }
        return Array(bytes[start..<position])
    }

    private mutating func count(of wanted: Major) throws(WebAuthnRefusal) -> Int {
        let (major, value) = try head()
        guard major == wanted else { throw .malformed }
        return try room(for: value)
    }

    /// Each item takes a byte at least, so no count may exceed what is left.
    private func room(for count: UInt64) throws(WebAuthnRefusal) -> Int {
        guard let count = Int(exactly: count), count <= bytes.count - position else { throw .malformed }
        return count
    }

    private mutating func byte() throws(WebAuthnRefusal) -> UInt8 {
        guard position < bytes.count else { throw .malformed }
        defer { position += 1 }
        return bytes[position]
    }

    private mutating func take(_ count: Int) throws(WebAuthnRefusal) -> [UInt8] {
        guard count <= bytes.count - position else { throw .malformed }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }
}
