/// One statement's result, copied out of the C library: all cells are slices of one buffer.
final class ResultTable: Sendable {
    /// A cell's place in the buffer; a negative length is NULL.
    struct Cell: Sendable {
        let start: Int32
        let length: Int32
    }

    let columns: ColumnMap
    let rowCount: Int
    /// The command tag without its numbers: `INSERT`, `COMMIT`, `ROLLBACK`.
    let command: String
    /// Rows inserted, updated, deleted or returned.
    let affected: Int
    private let cells: [Cell]
    private let bytes: [UInt8]

    init(columns: ColumnMap, rowCount: Int, command: String, affected: Int, cells: [Cell], bytes: [UInt8]) {
        self.columns = columns
        self.rowCount = rowCount
        self.command = command
        self.affected = affected
        self.cells = cells
        self.bytes = bytes
    }

    var rows: [PostgresRow] {
        (0..<rowCount).map { PostgresRow(table: self, row: $0) }
    }

    /// Decodes a cell.
    func decode<Value: PostgresDecodable>(row: Int, column: Int, as type: Value.Type) throws(PostgresDecodingFailure) -> Value {
        let cell = cells[row * columns.names.count + column]
        guard cell.length >= 0 else { return try type.decodeNull() }
        let bytes = bytes  // the span borrows a local, not the object
        return try type.decode(bytes.span.extracting(Int(cell.start)..<Int(cell.start) + Int(cell.length)))
    }

    /// A cell's text; nil is NULL.
    func cellBytes(row: Int, column: Int) -> ArraySlice<UInt8>? {
        let cell = cells[row * columns.names.count + column]
        return cell.length < 0 ? nil : bytes[Int(cell.start)..<Int(cell.start) + Int(cell.length)]
    }

    func isNull(row: Int, column: Int) -> Bool { cells[row * columns.names.count + column].length < 0 }
}
