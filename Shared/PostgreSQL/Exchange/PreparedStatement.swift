/// A statement the server has parsed under a name, on one connection.
final class PreparedStatement {
    let name: String
    let text: String
    /// The server confirmed it. Until then only the same batch may rely on it.
    var isPrepared = false
    /// It was sent to the server.
    var isBeingPrepared = false
    /// Its columns, shared by all its results: the server refuses to change them under a prepared statement.
    var columns: ColumnMap?
    /// When it was last used, counted in uses.
    var lastUse = 0

    init(name: String, text: String) {
        self.name = name
        self.text = text
    }
}
