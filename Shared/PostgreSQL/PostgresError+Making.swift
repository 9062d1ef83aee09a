extension PostgresError {
    static func server(sqlState: String, message: String, constraint: String?, table: String?) -> PostgresError {
        PostgresError(
            .server, sqlState: sqlState, constraint: constraint, table: table,
            message: MessageRedaction.redacted(message, sqlState: sqlState)
        )
    }

    static func connectionLost(_ message: String) -> PostgresError {
        PostgresError(.connectionLost, sqlState: "08006", message: message)
    }

    static func unavailable(_ message: String) -> PostgresError {
        PostgresError(.unavailable, sqlState: "08001", message: message)
    }

    static func commitOutcomeUnknown(_ cause: PostgresError) -> PostgresError {
        PostgresError(.commitOutcomeUnknown, sqlState: "08007", message: "the commit was asked for and not answered: \(cause.message)")
    }

    static func decoding(column: String, type: String?, problem: String?) -> PostgresError {
        let wanted = type.map { ", wanted as \($0)," } ?? ""
        return PostgresError(.decoding, message: "column \"\(column)\"\(wanted) \(problem ?? "cannot be read")")
    }

    static func misuse(_ message: String) -> PostgresError { PostgresError(.misuse, message: message) }

    static let deadlineExceeded = PostgresError(
        .deadlineExceeded, message: "no answer before the deadline; the connection was closed"
    )
    /// Nothing was sent: the statement can go to another connection.
    static let closedBeforeSending = connectionLost("the connection was closed before the statement was sent")
    static let transactionAborted = PostgresError(
        .transactionAborted, sqlState: "25P02", message: "a statement had failed, so the transaction was rolled back"
    )
    static let shutDown = PostgresError(.shutDown, message: "the client is shut down")
}

/// Removes data from the server's messages.
enum MessageRedaction {
    /// Messages of class 22 (data exceptions) and those raised by functions may quote a value; others quote names only.
    static func redacted(_ message: String, sqlState: String) -> String {
        guard sqlState.hasPrefix("22"), let first = message.firstIndex(of: "\""), let last = message.lastIndex(of: "\""),
            first < last
        else { return message }
        return message[...first] + "…" + message[last...]
    }
}
