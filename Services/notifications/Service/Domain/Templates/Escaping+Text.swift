import Contracts

extension String {
    /// Made safe for where it goes.
    func escaped(_ escaping: Escaping) -> String {
        switch escaping {
        case .none: self
        case .html: escapedHTML
        case .address: Self.isAddress(self) ? escapedHTML : "#"
        case .addressPart: PercentEncoding.encode(self)
        case .style: Self.isColour(self) ? self : "inherit"
        }
    }

    /// Signs of HTML as references, so that the text is one between tags and in quoted attributes.
    var escapedHTML: String {
        guard utf8.contains(where: { [0x26, 0x3c, 0x3e, 0x22, 0x27].contains($0) }) else { return self }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(utf8.count + 32)
        for byte in utf8 {
            switch byte {
            case 0x26: escaped += "&amp;".utf8
            case 0x3c: escaped += "&lt;".utf8
            case 0x3e: escaped += "&gt;".utf8
            case 0x22: escaped += "&quot;".utf8
            case 0x27: escaped += "&#39;".utf8
            default: escaped.append(byte)
            }
        }
        return String(decoding: escaped, as: UTF8.self)
    }

    /// Whether it leads to a page, a mailbox or a telephone: nothing that runs a program.
    static func isAddress(_ text: String) -> Bool {
        let lowered = text.lowercased()
        return ["https://", "http://", "mailto:", "tel:"].contains { lowered.hasPrefix($0) } && TextRules.isOneLine(text)
    }

    /// `#rrggbb`.
    static func isColour(_ text: String) -> Bool {
        text.utf8.count == 7 && text.hasPrefix("#") && text.utf8.dropFirst().allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
        }
    }
}
