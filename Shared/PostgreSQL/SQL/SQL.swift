/// A statement and its parameters, kept apart.
///
/// Interpolated values become bound parameters, never text of the statement: `"… WHERE id = \(id)"` sends `… WHERE id =
/// $1`. The server infers each parameter's type from its place, so a bare `SELECT \(5)` is text: write `SELECT \(5)::int`
/// where there is no column to infer from. Only `\(unescaped:)` puts a value into the text as it is.
public struct SQL: Sendable {
    /// The text between the parameters: always one piece more than there are parameters.
    var pieces: [String]
    var parameters: ParameterList

    /// A statement without parameters.
    public init(_ text: String) {
        pieces = [text]
        parameters = ParameterList()
    }

    init(pieces: [String], parameters: ParameterList) {
        self.pieces = pieces
        self.parameters = parameters
    }

    /// What the server parses: the pieces joined by `$1`, `$2`, ….
    public var text: String {
        guard pieces.count > 1 else { return pieces[0] }
        var text = ""
        text.reserveCapacity(pieces.reduce(0) { $0 + $1.utf8.count + 4 })
        for (index, piece) in pieces.enumerated() {
            if index > 0 {
                text += "$"
                text += String(index)
            }
            text += piece
        }
        return text
    }

    /// Appends another statement's text and parameters, for conditions that are put together at run time.
    public mutating func append(_ other: SQL) {
        pieces[pieces.count - 1] += other.pieces[0]
        pieces.append(contentsOf: other.pieces.dropFirst())
        parameters.append(contentsOf: other.parameters)
    }

    /// Joins fragments, for instance conditions with `" AND "`.
    public static func joined(_ fragments: [SQL], separator: SQL) -> SQL {
        var result = SQL("")
        for (index, fragment) in fragments.enumerated() {
            if index > 0 { result.append(separator) }
            result.append(fragment)
        }
        return result
    }

    /// Throws if a part of it has no representation in the protocol.
    func validate() throws(PostgresError) {
        if let refusal = parameters.refusal { throw PostgresError(.encoding, message: refusal) }
        if parameters.count > 65_535 { throw PostgresError(.encoding, message: "more than 65,535 parameters") }
        // libpq takes C strings: it would cut the statement silently.
        if pieces.contains(where: ZeroByte.isIn) {
            throw PostgresError(.encoding, message: "the statement contains a NUL character")
        }
    }
}
