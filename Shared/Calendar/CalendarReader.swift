/// Entries of somebody else's calendar (RFC 5545), as lines with their parameters: enough to take them in.
public struct CalendarReader: Sendable {
    /// One line: name and parameters in capitals, the value as it stands in the file.
    public struct Property: Sendable, Hashable {
        public let name: String
        public let parameters: [String: String]
        public let value: String

        /// The value as text, its escapes undone (section 3.3.11).
        public var text: String {
            var (text, isEscaped) = ("", false)
            for character in value {
                if isEscaped {
                    text.append(character == "n" || character == "N" ? "\n" : character)
                    isEscaped = false
                } else if character == "\\" {
                    isEscaped = true
                } else {
                    text.append(character)
                }
            }
            return text
        }
    }

    /// One VEVENT.
    public struct Entry: Sendable, Hashable {
        /// Where it begins, counted from 1.
        public let line: Int
        public let properties: [Property]

        /// The first property of that name.
        public subscript(name: String) -> Property? { properties.first { $0.name == name } }
    }

    public let entries: [Entry]

    /// Nil for what is no calendar, or has an entry without an end. What an entry holds within itself, as alarms, is left out.
    public init?(_ text: String) {
        var (entries, open, begin, depth): ([Entry], [Property], Int, [String]) = ([], [], 0, [])
        for (number, line) in Self.unfolded(text) {
            guard let property = Self.property(line) else { continue }
            switch property.name {
            case "BEGIN":
                depth.append(property.value.uppercased())
                if depth == ["VCALENDAR", "VEVENT"] { (open, begin) = ([], number) }
            case "END":
                guard depth.last == property.value.uppercased() else { return nil }
                if depth == ["VCALENDAR", "VEVENT"] { entries.append(Entry(line: begin, properties: open)) }
                depth.removeLast()
            default: if depth == ["VCALENDAR", "VEVENT"] { open.append(property) }
            }
            // Nobody nests deeper; somebody might try.
            guard depth.count <= 8 else { return nil }
        }
        guard depth.isEmpty, text.drop(while: \.isWhitespace).uppercased().hasPrefix("BEGIN:VCALENDAR") else { return nil }
        self.entries = entries
    }

    /// The lines with the number of their first piece. A line end with a blank after it is none (section 3.1).
    private static func unfolded(_ text: String) -> [(Int, String)] {
        var lines: [(Int, String)] = []
        let pieces = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" || $0 == "\r" }
        for (index, piece) in pieces.enumerated() {
            if let first = piece.first, first == " " || first == "\t", !lines.isEmpty {
                lines[lines.count - 1].1 += piece.dropFirst()
            } else if !piece.isEmpty {
                lines.append((index + 1, String(piece)))
            }
        }
        return lines
    }

    private static func property(_ line: String) -> Property? {
        // The first colon outside quotes ends name and parameters.
        var (parts, current, isQuoted): ([String], String, Bool) = ([], "", false)
        var value: Substring?
        for index in line.indices {
            let character = line[index]
            if character == "\"" { isQuoted.toggle() } else if isQuoted { current.append(character) } else if character == ":" {
                value = line[line.index(after: index)...]
                break
            } else if character == ";" {
                parts.append(current)
                current = ""
            } else {
                current.append(character)
            }
        }
        guard let value else { return nil }
        parts.append(current)
        let pairs = parts.dropFirst().compactMap { part -> (String, String)? in
            let sides = part.split(separator: "=", maxSplits: 1).map(String.init)
            return sides.count == 2 ? (sides[0].uppercased(), sides[1]) : nil
        }
        return Property(
            name: parts[0].uppercased(), parameters: Dictionary(pairs, uniquingKeysWith: { first, _ in first }), value: String(value)
        )
    }
}
