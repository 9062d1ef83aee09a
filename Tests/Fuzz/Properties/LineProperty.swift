import Contracts
import Foundation

@testable import Analytics
@testable import Booking
@testable import CRMBridge
@testable import HTTP

/// Uploads are read line by line as their bytes are split, each row decoded or refused with field and rule; tables written as CSV come
/// back as they were.
enum LineProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 1 << 17 else { return }
        try upload(bytes)
        var input = FuzzInput(bytes)
        try table(input.text(), input.text())
    }

    private static func upload(_ bytes: [UInt8]) throws {
        let expected = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated().filter { _, line in
            line.contains { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }
        }
        let isTooLong = expected.contains { $1.count > NDJSONLines.maximumLine }
        let lines: [NDJSONLine]
        do {
            lines = try read(bytes)
        } catch let problem as Problem {
            return try demand(isTooLong && problem.slug == "line-too-long", "refused with \(problem.slug)")
        }
        try demand(!isTooLong, "a line that is too long was read")
        try demand(lines.map(\.number) == expected.map { $0.offset + 1 }, "other lines than the bytes hold")
        try demand(zip(lines, expected).allSatisfy { $0.bytes == Array($1.element) }, "lines with other bytes")
        for line in lines.prefix(8) {
            try row(HistoryRow.self, line)
            try row(ImportRow.self, line)
        }
    }

    private static func row<Row: Codable>(_ type: Row.Type, _ line: NDJSONLine) throws {
        let row: Row
        do {
            row = try line.decode(type)
        } catch let problem as Problem {
            let isNamed = problem.errors.count == 1 && problem.errors.allSatisfy { !$0.rule.isEmpty && $0.rule != "is not valid" }
            return try demand(problem.slug == "malformed-body" && isNamed, "\(type) refused without a rule: \(problem.errors)")
        }
        let text = try JSONCoding.encode(row)
        try demand(try JSONCoding.encode(RequestBody.json(type, from: text)) == text, "a row is another when written and read")
    }

    private static func read(_ bytes: [UInt8]) throws -> [NDJSONLine] {
        var iterator = NDJSONLines(bytes).makeAsyncIterator()
        var lines: [NDJSONLine] = []
        while let line = try iterator.nextLine() { lines.append(line) }
        return lines
    }

    private static func table(_ key: String, _ label: String) throws {
        guard let day = LocalDate("2026-03-29") else { return }
        let rows = [
            MetricTable.Row(key: key, label: label, value: 1.5), MetricTable.Row(key: label, label: nil, value: -3),
        ]
        let csv = MetricTable(metric: .bookings, unit: "", groupBy: .day, from: day, to: day, items: rows).csv
        let records = CSVText.records(csv)
        let expected = [["day", "label", "bookings"], [key, label, "1.5"], [label, "", "-3"]]
        try demand(records?.count == expected.count && records?.allSatisfy { $0.count == 3 } == true, "another number of fields in CSV")
        for (record, wanted) in zip(records ?? [], expected) {
            for (column, (field, plain)) in zip(record, wanted).enumerated() {
                // A number may begin with a minus; a text may not.
                let isRisky = column < 2 && plain.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true
                try demand(field.utf8.elementsEqual((isRisky ? "'" + plain : plain).utf8), "a field is another in CSV")
            }
        }
    }
}

/// A reader of RFC 4180 by bytes.
enum CSVText {
    static func records(_ text: String) -> [[String]]? {
        let bytes = Array(text.utf8)
        var (records, record, index): ([[String]], [String], Int) = ([], [], 0)
        while index < bytes.count {
            guard let field = field(bytes, &index) else { return nil }
            record.append(String(decoding: field, as: UTF8.self))
            if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
                index += 1
                continue
            }
            guard bytes[index...].starts(with: [0x0D, 0x0A]) else { return nil }
            index += 2
            records.append(record)
            record = []
        }
        return record.isEmpty ? records : nil
    }

    private static func field(_ bytes: [UInt8], _ index: inout Int) -> [UInt8]? {
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
            let plain = bytes[index...].prefix { !",\"\r\n".utf8.contains($0) }
            index += plain.count
            return Array(plain)
        }
        var field: [UInt8] = []
        index += 1
        while index < bytes.count {
            if bytes[index] == UInt8(ascii: "\"") {
                index += 1
                guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return field }
            }
            field.append(bytes[index])
            index += 1
        }
        return nil
    }
}
