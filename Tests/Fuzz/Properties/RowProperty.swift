import Contracts
import Foundation

@testable import PostgreSQL

/// Text of columns and parameters: what we write comes back; what PostgreSQL could write is read or refused.
enum RowProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 4096 else { return }
        var input = FuzzInput(bytes)
        switch input.byte() {
        case UInt8(ascii: "a"): try array(input.remainder())
        case UInt8(ascii: "A"): try writtenArray(&input)
        case UInt8(ascii: "t"): try timestamp(input.remainder())
        case UInt8(ascii: "T"): try writtenTimestamp(input.word())
        case UInt8(ascii: "p"): try parameters(&input)
        case UInt8(ascii: "i"): try identifier(input.text())
        default: try scalars(input.remainder())
        }
    }

    private static func text(_ value: some PostgresEncodable) -> [UInt8] {
        var text = ParameterText()
        value.encode(into: &text)
        return text.bytes
    }

    private static func read<Value: PostgresDecodable>(_ bytes: [UInt8], as type: Value.Type = Value.self) -> Value? {
        do throws(PostgresDecodingFailure) { return try Value.decode(bytes.span) } catch { return nil }
    }

    private static func array(_ bytes: [UInt8]) throws {
        if let texts = read(bytes, as: [String?].self) {
            try demand(read(text(texts), as: [String?].self) == texts, "an array is another when written and read")
        }
        if let numbers = read(bytes, as: [Int].self) {
            try demand(read(text(numbers), as: [Int].self) == numbers, "an array of numbers is another when written and read")
        }
        if let nested = read(bytes, as: [Date?].self) { try demand(nested.count <= bytes.count, "more than the text holds") }
    }

    private static func writtenArray(_ input: inout FuzzInput) throws {
        var texts: [String?] = []
        while !input.isEmpty { texts.append(input.byte() % 4 == 0 ? nil : input.text()) }
        try demand(read(text(texts), as: [String?].self) == texts, "an array does not survive")
        try demand(read(text(texts.compactMap(\.self)), as: [String].self) == texts.compactMap(\.self), "an array without NULL does not survive")
        let bytes = texts.flatMap { Array(($0 ?? "").utf8) }
        try demand(read(text(bytes), as: [UInt8].self) == bytes && read(text(Data(bytes)), as: Data.self) == Data(bytes), "bytea does not survive")
    }

    private static func timestamp(_ bytes: [UInt8]) throws {
        guard let date = read(bytes, as: Date.self) else { return }
        var text = ParameterText()
        date.encode(into: &text)
        guard text.refusal == nil else { return }
        guard let again = read(text.bytes, as: Date.self) else { throw Violation(description: "cannot read what was written") }
        try demand(abs(again.timeIntervalSince(date)) < 0.000_002, "another time when written and read")
    }

    private static func writtenTimestamp(_ bits: UInt64) throws {
        // Every microsecond of the years that can be written, and beyond.
        let date = Date(timeIntervalSinceReferenceDate: Double(Int64(bitPattern: bits) >> 6) / 1_000_000)
        for date in [date, Date(timeIntervalSinceReferenceDate: Double(bitPattern: bits))] {
            var text = ParameterText()
            date.encode(into: &text)
            guard text.refusal == nil else { continue }
            guard let again = read(text.bytes, as: Date.self) else { throw Violation(description: "cannot read what was written") }
            try demand(abs(again.timeIntervalSince(date)) < 0.000_002 + abs(date.timeIntervalSinceReferenceDate) * 1e-15, "another time")
        }
    }

    private static func scalars(_ bytes: [UInt8]) throws {
        let text = String(validating: bytes, as: UTF8.self)
        try demand(read(bytes, as: String.self) == text, "another text")
        let isPlain = bytes.first != UInt8(ascii: "+")
        try demand(read(bytes, as: Int.self) == (isPlain ? text.flatMap { Int($0) } : nil), "another whole number")
        try demand(read(bytes, as: Int16.self) == (isPlain ? text.flatMap { Int16($0) } : nil), "another small number")
        try demand(read(bytes, as: Bool.self) == (text == "t" ? true : text == "f" ? false : nil), "another truth value")
        if let number = read(bytes, as: Double.self) {
            let again: Double? = read(self.text(number))
            try demand(again == number || (number.isNaN && again?.isNaN == true), "another number when written and read")
        }
        if let id = read(bytes, as: UUID.self) { try demand(read(self.text(id)) == id, "another identifier") }
        if let bytea = read(bytes, as: [UInt8].self) { try demand(read(self.text(bytea)) == bytea, "other bytes") }
    }

    /// A quoted name ends where it is meant to end.
    private static func identifier(_ name: String) throws {
        let sql: SQL = "\(identifier: name)"
        let inner = sql.text.utf8.dropFirst().dropLast()
        try demand(sql.text.utf8.first == 0x22 && sql.text.utf8.last == 0x22, "a name without quotes")
        try demand(inner.elementsEqual(name.utf8.flatMap { $0 == 0x22 ? [0x22, 0x22] : [$0] }), "a name that can end its quotes")
    }

    /// No value can run into the next, or be cut by libpq at a NUL.
    private static func parameters(_ input: inout FuzzInput) throws {
        var (list, texts) = (ParameterList(), [String?]())
        while !input.isEmpty {
            let text = input.byte() % 8 == 0 ? nil : input.text()
            texts.append(text)
            list.append(text)
        }
        let hasNUL = texts.contains { $0?.utf8.contains(0) == true }
        try demand((list.refusal != nil) == hasNUL, "a NUL was let through, or something refused without one")
        guard !hasNUL else { return }
        let found = list.starts.map { start in start < 0 ? nil : String(decoding: list.bytes[start...].prefix { $0 != 0 }, as: UTF8.self) }
        try demand(found == texts, "other parameters than were given")
    }
}
