/// One line of an iCalendar document (RFC 5545, section 3.1): a name, parameters and a value.
struct ContentLine: Sendable, Hashable {
    let name: String
    var parameters: [Parameter] = []
    /// As it stands in the file: escaped already where it is text.
    let value: String

    struct Parameter: Sendable, Hashable {
        let name: String
        let value: String
    }

    /// A value that is text (section 3.3.11).
    static func text(_ name: String, _ value: String) -> ContentLine { ContentLine(name: name, value: escaped(value)) }

    /// Backslash, semicolon, comma and line ends; control characters, which the form has no way to write, are left out.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            switch scalar {
            case "\\", ";", ",": escaped += "\\\(scalar)"
            case "\n", "\r": escaped += "\\n"
            case "\t": escaped += "\t"
            default: if scalar.value >= 0x20, scalar.value != 0x7f { escaped.unicodeScalars.append(scalar) }
            }
        }
        return escaped
    }

    /// The line with its CRLF, folded so that no piece has more than 75 octets and none splits a character.
    var folded: String {
        let line = name + parameters.map { ";\($0.name)=\(Self.quoted($0.value))" }.joined() + ":" + value
        var (folded, width) = ("", 0)
        for scalar in line.unicodeScalars {
            let size = UTF8.width(scalar)
            if width + size > 75 {
                // The space that marks a continuation counts.
                folded += "\r\n "
                width = 1
            }
            folded.unicodeScalars.append(scalar)
            width += size
        }
        return folded + "\r\n"
    }

    /// A parameter's value: quoted where it must be, with RFC 6868's way to write what quotes cannot hold.
    private static func quoted(_ text: String) -> String {
        var quoted = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "^": quoted += "^^"
            case "\"": quoted += "^'"
            case "\n": quoted += "^n"
            default: if scalar.value >= 0x20, scalar.value != 0x7f { quoted.unicodeScalars.append(scalar) }
            }
        }
        return quoted.unicodeScalars.contains { ":;,".unicodeScalars.contains($0) || $0 == " " } ? "\"\(quoted)\"" : quoted
    }
}
