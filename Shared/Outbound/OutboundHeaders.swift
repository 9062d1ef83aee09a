/// Header fields of a message: names compare without case, a name may occur several times, order is kept.
public struct OutboundHeaders: Sendable, Hashable, ExpressibleByDictionaryLiteral {
    /// One field as sent.
    public struct Field: Sendable, Hashable {
        public let name: String
        public let value: String
    }

    /// All fields in order.
    public private(set) var fields: [Field] = []

    public init() {}

    public init(dictionaryLiteral elements: (String, String)...) {
        for (name, value) in elements { add(name, value) }
    }

    /// From the lines of a response; what is no field (the status line) is passed over.
    init(lines: [String]) {
        for line in lines {
            guard let colon = line.firstIndex(of: ":"), line.startIndex < colon, !line[..<colon].contains(" ") else { continue }
            add(String(line[..<colon]), line[line.index(after: colon)...].trimmingWhitespace())
        }
    }

    /// The first value under a name. Setting it replaces all of them; nil removes them.
    public subscript(_ name: String) -> String? {
        get { fields.first { $0.isNamed(name) }?.value }
        set {
            fields.removeAll { $0.isNamed(name) }
            if let newValue { add(name, newValue) }
        }
    }

    /// All values under a name, in order.
    public func values(_ name: String) -> [String] {
        fields.filter { $0.isNamed(name) }.map(\.value)
    }

    /// Adds one more field.
    public mutating func add(_ name: String, _ value: String) {
        fields.append(Field(name: name, value: value))
    }
}

extension OutboundHeaders.Field {
    func isNamed(_ other: String) -> Bool {
        name.utf8.count == other.utf8.count && name.lowercased() == other.lowercased()
    }

    /// A token and a value without control characters (RFC 9110 section 5), so that no value can smuggle in a second field.
    var isWellFormed: Bool {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        let isToken = !name.isEmpty && name.utf8.allSatisfy { byte in
            marks.contains(byte) || (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        }
        return isToken && value.utf8.allSatisfy { $0 == 0x09 || ($0 >= 0x20 && $0 != 0x7f) }
    }
}

extension Substring {
    func trimmingWhitespace() -> String {
        var text = self
        while text.first == " " || text.first == "\t" { text.removeFirst() }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}
