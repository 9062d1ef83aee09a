/// The headers of a message: few, so that finding one by looking at all is quicker than keeping an index of them.
public struct MessageHeaders: Sendable {
    public typealias Element = (key: String, value: HeaderValue)

    private var fields: [Element] = []

    public init() {}

    /// Adds a header behind the others. Of two with one name the later counts.
    public mutating func append(_ name: String, _ value: HeaderValue) {
        fields.append((name, value))
    }

    public mutating func reserveCapacity(_ count: Int) { fields.reserveCapacity(count) }

    /// The header of that name; nil sets or tells that there is none.
    public subscript(name: String) -> HeaderValue? {
        get { index(of: name).map { fields[$0].value } }
        set {
            fields.removeAll { $0.key == name }
            if let newValue { append(name, newValue) }
        }
    }

    private func index(of name: String) -> Int? {
        let length = name.utf8.count
        return fields.lastIndex { $0.key.utf8.count == length && $0.key == name }
    }

    /// What counts, by name.
    var byName: [String: HeaderValue] { Dictionary(fields.map { ($0.key, $0.value) }) { _, last in last } }
}

extension MessageHeaders: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { fields.count }
    public subscript(position: Int) -> Element { fields[position] }
}

extension MessageHeaders: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, HeaderValue)...) {
        // One by one: as a whole, each pair would be cast to one with labels at run time.
        fields.reserveCapacity(elements.count)
        for (name, value) in elements { append(name, value) }
    }
}

/// The order makes no difference.
extension MessageHeaders: Hashable {
    public static func == (one: MessageHeaders, other: MessageHeaders) -> Bool { one.byName == other.byName }

    public func hash(into hasher: inout Hasher) { hasher.combine(byName) }
}
