import Foundation

/// A source of new identifiers, passed in so that tests and replays get the same ones.
public protocol IDGenerator: Sendable {
    /// An identifier never returned before.
    func next() -> UUID
}

/// Time-ordered identifiers, UUID version 7 (RFC 9562, section 5.7): 48 bits of Unix milliseconds, then random bits.
public struct UUIDv7Generator: IDGenerator {
    private let clock: any WallClock

    public init(clock: any WallClock = SystemWallClock()) {
        self.clock = clock
    }

    public func next() -> UUID {
        var random = SystemRandomNumberGenerator()
        let milliseconds = UInt64(max(0, clock.now().timeIntervalSince1970 * 1000))
        let high = (milliseconds << 16) | 0x7000 | UInt64.random(in: 0...0x0FFF, using: &random)
        let low = 0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3FFF_FFFF_FFFF_FFFF, using: &random)
        return UUID(high: high, low: low)
    }
}

extension UUID {
    /// An identifier of 128 given bits, the first eight bytes in `high`.
    public init(high: UInt64, low: UInt64) {
        func byte(_ word: UInt64, _ index: Int) -> UInt8 { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64(index))) }
        self.init(uuid: (
            byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5), byte(high, 6), byte(high, 7),
            byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3), byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
        ))
    }

    /// The lower-case text form (RFC 9562, section 4) used on every wire; `uuidString` is upper case.
    public var text: String {
        let digits = digits
        guard let ascii = try? UTF8Span(validating: digits.span) else { return uuidString.lowercased() }
        return String(copying: ascii)
    }

    private var digits: InlineArray<36, UInt8> {
        var text = InlineArray<36, UInt8>(repeating: UInt8(ascii: "-"))
        let bytes = bytes
        var place = 0
        for index in bytes.indices {
            if index == 4 || index == 6 || index == 8 || index == 10 { place += 1 }
            text[place] = HexText.digit(bytes[index] >> 4)
            text[place + 1] = HexText.digit(bytes[index] & 15)
            place += 2
        }
        return text
    }

    private var bytes: InlineArray<16, UInt8> {
        let u = uuid
        return [u.0, u.1, u.2, u.3, u.4, u.5, u.6, u.7, u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15]
    }

    /// The bytes of `text`.
    public var utf8: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(36)
        write(to: &text)
        return text
    }

    /// Appends the bytes of `text`.
    public func write(to text: inout [UInt8]) {
        let digits = digits
        text.append(addingCapacity: 36) { output in
            for place in digits.indices { output.append(digits[place]) }
        }
    }

    /// Reads the text form in either case; nil where it is none.
    public init?(utf8 text: some Collection<UInt8>) {
        var reader = UUIDReader()
        for byte in text where !reader.take(byte) { return nil }
        guard let id = reader.id else { return nil }
        self = id
    }

    /// Reads the text form in either case; nil where it is none.
    public init?(utf8 text: Span<UInt8>) {
        var reader = UUIDReader()
        for index in text.indices where !reader.take(text[index]) { return nil }
        guard let id = reader.id else { return nil }
        self = id
    }

    /// A name-based identifier, UUID version 5 (RFC 9562, section 5.5): the same namespace and name always give the same one,
    /// so that a retried step makes no second thing.
    public static func v5(namespace: UUID, name: String) -> UUID {
        let space = namespace.bytes
        var hash = Array(SHA1.digest(space.indices.map { space[$0] } + Array(name.utf8)).prefix(16))
        hash[6] = (hash[6] & 0x0F) | 0x50
        hash[8] = (hash[8] & 0x3F) | 0x80
        func word(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
        return UUID(high: word(hash[0..<8]), low: word(hash[8..<16]))
    }
}

/// Reads the text form byte by byte.
private struct UUIDReader {
    private var high: UInt64 = 0
    private var low: UInt64 = 0
    private var place = 0

    /// The identifier, once its 36 bytes have come.
    var id: UUID? { place == 36 ? UUID(high: high, low: low) : nil }

    /// False where the byte does not belong at its place.
    mutating func take(_ byte: UInt8) -> Bool {
        defer { place += 1 }
        switch place {
        case 8, 13, 18, 23: return byte == UInt8(ascii: "-")
        case 36...: return false
        default:
            guard let value = HexText.value(of: byte) else { return false }
            if place < 18 { high = high << 4 | UInt64(value) } else { low = low << 4 | UInt64(value) }
            return true
        }
    }
}
