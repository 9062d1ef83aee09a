import Foundation

/// A table as comma-separated values (RFC 4180), its first row the names of the columns.
struct CSVTable: Sendable {
    struct Row: Sendable {
        /// Where it begins, counted from 1.
        let line: Int
        let fields: [String]
    }

    let columns: [String]
    let rows: [Row]

    /// Nil where there is no first row, or a quote has no end. Empty lines are left out.
    init?(_ text: String) {
        var reader = Reader(text)
        guard var all = reader.rows(), !all.isEmpty else { return nil }
        // Excel begins a file with the mark of UTF-8.
        columns = all.removeFirst().fields.map { field in
            String(field.drop { $0 == "\u{feff}" }).trimmingCharacters(in: .whitespaces)
        }
        rows = all
    }

    /// A row's fields by column, without those that are empty.
    func values(of row: Row) -> [String: String] {
        let pairs = zip(columns, row.fields).filter { !$0.1.isEmpty }
        return Dictionary(pairs.map { ($0.0, $0.1) }, uniquingKeysWith: { first, _ in first })
    }

    private struct Reader {
        private let characters: [Character]
        private var at = 0
        private var line = 1

        init(_ text: String) { characters = Array(text) }

        mutating func rows() -> [Row]? {
            var rows: [Row] = []
            while at < characters.count {
                let begin = line
                guard let fields = row() else { return nil }
                if fields != [""] { rows.append(Row(line: begin, fields: fields)) }
            }
            return rows
        }

        private mutating func row() -> [String]? {
            var fields: [String] = []
            while true {
                guard let field = field() else { return nil }
                fields.append(field)
                guard at < characters.count else { return fields }
                let end = characters[at]
                at += 1
                if end != "," {
                    line += 1
                    return fields
                }
            }
        }

        /// Up to a comma or the line's end, which stay.
        private mutating func field() -> String? {
            guard at < characters.count, characters[at] == "\"" else { return plain() }
            var text = ""
            at += 1
            while at < characters.count {
                let character = characters[at]
                at += 1
                if character != "\"" {
                    if character.isNewline { line += 1 }
                    text.append(character)
                } else if at < characters.count, characters[at] == "\"" {
                    text.append(character)
                    at += 1
                } else {
                    return text + plain()
                }
            }
            return nil
        }

        private mutating func plain() -> String {
            let begin = at
            while at < characters.count, characters[at] != ",", !characters[at].isNewline { at += 1 }
            return String(characters[begin..<at])
        }
    }
}
