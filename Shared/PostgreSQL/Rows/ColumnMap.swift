/// The columns of a result: shared by all its rows, and by all results of one prepared statement.
final class ColumnMap: Sendable {
    let names: [String]
    /// The server's type identifiers.
    let types: [UInt32]
    /// Only for wide results; comparing a few short names is faster than hashing one.
    private let index: [String: Int]?

    static let empty = ColumnMap(names: [], types: [])
    static let ambiguous = -2
    static let absent = -1

    init(names: [String], types: [UInt32]) {
        self.names = names
        self.types = types
        index = names.count <= 6 ? nil : Dictionary(zip(names, names.indices), uniquingKeysWith: { _, _ in Self.ambiguous })
    }

    /// The column's place, or `absent`, or `ambiguous` if two columns have that name.
    func position(of name: String) -> Int {
        if let index { return index[name] ?? Self.absent }
        var found = Self.absent
        for position in names.indices where names[position] == name {
            if found != Self.absent { return Self.ambiguous }
            found = position
        }
        return found
    }
}
