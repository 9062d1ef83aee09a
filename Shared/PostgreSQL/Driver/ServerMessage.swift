import CPostgreSQL

/// The fields of an error or notice that we look at. DETAIL, HINT and CONTEXT may hold data and are left where they are.
struct ServerMessage {
    let severity: String
    let error: PostgresError

    init(_ result: OpaquePointer) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        severity = field(ServerMessage.severityCode) ?? ""
        if let sqlState = field(ServerMessage.sqlStateCode) {
            error = .server(
                sqlState: sqlState, message: field(ServerMessage.primaryCode) ?? "",
                constraint: field(ServerMessage.constraintCode), table: field(ServerMessage.tableCode)
            )
        } else {
            // libpq's own: the connection failed, or the protocol was violated.
            error = .connectionLost(PQresultErrorMessage(result).map { String(cString: $0).trimmedLine } ?? "")
        }
    }

    // PG_DIAG_*: character constants, which Swift imports with other types.
    private static let severityCode = Int32(UInt8(ascii: "V"))
    private static let sqlStateCode = Int32(UInt8(ascii: "C"))
    private static let primaryCode = Int32(UInt8(ascii: "M"))
    private static let constraintCode = Int32(UInt8(ascii: "n"))
    private static let tableCode = Int32(UInt8(ascii: "t"))
}

extension String {
    /// libpq's messages end in a line break and may span lines.
    var trimmedLine: String {
        split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.joined(separator: " ")
    }
}
