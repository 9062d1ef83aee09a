/// Finds the values of a text and refuses what RFC 8259 and our restrictions forbid.
struct JSONParser {
    private let bytes: [UInt8]
    private var nodes: [JSONDocument.Node] = []
    private var position = 0

    static func parse(_ bytes: [UInt8]) throws -> JSONDocument {
        guard bytes.count < Int(Int32.max), isUTF8(bytes) else {
            throw refusal("must be valid JSON, which is UTF-8")
        }
        var parser = JSONParser(bytes)
        try parser.value(depth: 0)
        parser.skipSpace()
        guard parser.position == bytes.count else { throw parser.malformed() }
        return JSONDocument(bytes: bytes, nodes: parser.nodes)
    }

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
        // A guess that is right for our events and bounded for what somebody else thinks up.
        nodes.reserveCapacity(min(bytes.count / 8 + 8, 4096))
    }

    private static func isUTF8(_ bytes: [UInt8]) -> Bool { (try? UTF8Span(validating: bytes.span)) != nil }

    private static func refusal(_ rule: String) -> DecodingError {
        .dataCorrupted(.init(codingPath: [], debugDescription: rule))
    }

    private func malformed() -> DecodingError { Self.refusal("must be valid JSON, which it is not at byte \(position)") }

    private var byte: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard byte == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func open(_ kind: JSONDocument.Kind) -> Int {
        nodes.append(JSONDocument.Node(kind: kind, start: Int32(position)))
        return nodes.count - 1
    }

    private mutating func close(_ node: Int) {
        nodes[node].end = Int32(position)
        nodes[node].next = Int32(nodes.count)
    }

    private mutating func value(depth: Int) throws {
        skipSpace()
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < JSONCoding.maximumDepth else {
                throw Self.refusal("must not be nested deeper than \(JSONCoding.maximumDepth) levels")
            }
            if byte == UInt8(ascii: "{") { try object(depth: depth) } else { try array(depth: depth) }
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try literal("true", .bool)
        case UInt8(ascii: "f"): try literal("false", .bool)
        case UInt8(ascii: "n"): try literal("null", .null)
        default: try number()
        }
    }

    private mutating func object(depth: Int) throws {
        let node = open(.object)
        position += 1
        skipSpace()
        if !skip("}") {
            repeat {
                skipSpace()
                guard byte == UInt8(ascii: "\"") else { throw malformed() }
                try string()
                skipSpace()
                guard skip(":") else { throw malformed() }
                try value(depth: depth + 1)
                skipSpace()
            } while skip(",")
            guard skip("}") else { throw malformed() }
        }
        close(node)
        try refuseDoubles(in: node)
    }

    /// Which of two equal names counts is anybody's guess (RFC 8259, section 4), so there must not be two.
    private func refuseDoubles(in object: Int) throws {
        let end = Int(nodes[object].next)
        var (later, count) = (object + 1, 0)
        while later < end {
            count += 1
            // Names of other letters may be the same though their bytes are not.
            guard count <= 32, !nodes[later].hasEscapes, !nodes[later].hasLetters else { return try refuseEqualTexts(in: object) }
            var earlier = object + 1
            while earlier < later {
                if isSame(earlier, later) { throw Self.doubleName }
                earlier = Int(nodes[earlier + 1].next)
            }
            later = Int(nodes[later + 1].next)
        }
    }

    private func refuseEqualTexts(in object: Int) throws {
        var (node, names) = (object + 1, Set<String>())
        while node < nodes[object].next {
            guard names.insert(String(decoding: name(node), as: UTF8.self)).inserted else { throw Self.doubleName }
            node = Int(nodes[node + 1].next)
        }
    }

    private static var doubleName: DecodingError { refusal("must be JSON in which no object has the same name twice") }

    private func slice(_ node: JSONDocument.Node) -> ArraySlice<UInt8> { bytes[Int(node.start)..<Int(node.end)] }

    private func name(_ node: Int) -> [UInt8] {
        nodes[node].hasEscapes ? JSONEscape.undone(slice(nodes[node])) : Array(slice(nodes[node]))
    }

    private func isSame(_ one: Int, _ other: Int) -> Bool {
        let (a, b) = (nodes[one], nodes[other])
        guard a.end - a.start == b.end - b.start else { return false }
        var offset = 0
        while offset < Int(a.end - a.start) {
            guard bytes[Int(a.start) + offset] == bytes[Int(b.start) + offset] else { return false }
            offset += 1
        }
        return true
    }

    private mutating func array(depth: Int) throws {
        let node = open(.array)
        position += 1
        skipSpace()
        if !skip("]") {
            repeat {
                try value(depth: depth + 1)
                skipSpace()
            } while skip(",")
            guard skip("]") else { throw malformed() }
        }
        close(node)
    }

    private mutating func literal(_ text: String, _ kind: JSONDocument.Kind) throws {
        let node = open(kind)
        for expected in text.utf8 {
            guard byte == expected else { throw malformed() }
            position += 1
        }
        close(node)
    }

    private mutating func number() throws {
        let node = open(.number)
        _ = skip("-")
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        if skip("e") || skip("E") {
            if !skip("+") { _ = skip("-") }
            try digits()
        }
        close(node)
    }

    private mutating func digits() throws {
        let start = position
        while let byte, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw malformed() }
    }

    private mutating func string() throws {
        position += 1
        let node = open(.string)
        var (all, hasUnits) = (UInt8(0), false)
        defer { nodes[node].hasLetters = all >= 0x80 }
        while let byte, byte != UInt8(ascii: "\"") {
            guard byte >= 0x20 else { throw malformed() }
            all |= byte
            position += 1
            if byte == UInt8(ascii: "\\") {
                nodes[node].hasEscapes = true
                if try escape() { hasUnits = true }
            }
        }
        close(node)
        guard skip("\"") else { throw malformed() }
        guard all < 0x80 && !hasUnits || TextRules.isStreamSafe(String(decoding: name(node), as: UTF8.self)) else {
            throw Self.refusal("must not have more than \(TextRules.mostMarks) combining marks in a row")
        }
    }

    /// Past the backslash.
    /// - Returns: whether the escape is one by number.
    private mutating func escape() throws -> Bool {
        guard let letter = byte else { throw malformed() }
        position += 1
        guard letter == UInt8(ascii: "u") else {
            guard JSONEscape.short(letter) != nil else { throw malformed() }
            return false
        }
        let unit = try codeUnit()
        if unit == 0 { throw Self.refusal("must not contain U+0000") }
        if unit & 0xFC00 == 0xDC00 { throw malformed() }
        if unit & 0xFC00 == 0xD800 {
            guard skip("\\"), skip("u"), try codeUnit() & 0xFC00 == 0xDC00 else { throw malformed() }
        }
        return true
    }

    private mutating func codeUnit() throws -> UInt16 {
        let end = min(position + 4, bytes.count)
        guard let unit = JSONEscape.hexadecimal(bytes[position..<end]) else { throw malformed() }
        position = end
        return unit
    }
}
