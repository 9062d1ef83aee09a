import CPostgreSQL

/// Copies libpq's results into values of ours, at once: libpq's memory is never looked at later.
enum ResultCopy {
    /// What one result means. The caller clears it.
    static func reply(_ result: OpaquePointer, columns: ColumnMap?) -> Exchange.Reply {
        switch PQresultStatus(result) {
        case PGRES_TUPLES_OK, PGRES_COMMAND_OK, PGRES_EMPTY_QUERY: .table(table(result, columns: columns))
        case PGRES_PIPELINE_SYNC: .synced
        case PGRES_PIPELINE_ABORTED: .skipped
        case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: .failure(.misuse("COPY is not supported"))
        default: .failure(ServerMessage(result).error)
        }
    }

    private static func table(_ result: OpaquePointer, columns known: ColumnMap?) -> ResultTable {
        let rowCount = Int(PQntuples(result))
        let columnCount = Int(PQnfields(result))
        let columns = known.flatMap { $0.names.count == columnCount ? $0 : nil } ?? columnMap(result, columnCount)
        var cells: [ResultTable.Cell] = []
        var bytes: [UInt8] = []
        cells.reserveCapacity(rowCount * columnCount)
        bytes.reserveCapacity(textLength(result, rowCount, columnCount))
        for row in 0..<Int32(rowCount) {
            for column in 0..<Int32(columnCount) {
                guard PQgetisnull(result, row, column) == 0, let text = PQgetvalue(result, row, column) else {
                    cells.append(.init(start: 0, length: -1))
                    continue
                }
                let length = PQgetlength(result, row, column)
                cells.append(.init(start: Int32(bytes.count), length: length))
                bytes.append(contentsOf: UnsafeRawBufferPointer(start: text, count: Int(length)))
            }
        }
        let command = PQcmdStatus(result).map { String(cString: $0) } ?? ""
        return ResultTable(
            columns: columns, rowCount: rowCount, command: String(command.prefix { $0 != " " }),
            affected: PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0, cells: cells, bytes: bytes
        )
    }

    private static func columnMap(_ result: OpaquePointer, _ count: Int) -> ColumnMap {
        if count == 0 { return .empty }
        let indices = 0..<Int32(count)
        return ColumnMap(names: indices.map { String(cString: PQfname(result, $0)) }, types: indices.map { PQftype(result, $0) })
    }

    private static func textLength(_ result: OpaquePointer, _ rowCount: Int, _ columnCount: Int) -> Int {
        var total = 0
        for row in 0..<Int32(rowCount) {
            for column in 0..<Int32(columnCount) { total += Int(PQgetlength(result, row, column)) }
        }
        return total
    }
}
