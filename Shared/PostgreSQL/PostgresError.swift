/// What went wrong with the database. Texts hold no parameter values: the server's DETAIL, HINT and CONTEXT are left out,
/// and quoted values are blanked where the server puts data into its message.
public struct PostgresError: Error, Sendable, Hashable {
    /// The sort of failure.
    public enum Kind: String, Sendable {
        /// The server refused a statement; `sqlState` says why.
        case server
        /// The connection broke. A statement in flight may or may not have had its effect, a transaction had none.
        case connectionLost
        /// No connection could be made.
        case unavailable
        /// All connections were in use for longer than the configured wait, or too many were waiting already.
        case poolExhausted
        /// The answer did not come in time; the connection was closed.
        case deadlineExceeded
        /// The connection broke, or the deadline passed, while COMMIT was under way: the transaction may be committed or not.
        case commitOutcomeUnknown
        /// COMMIT was asked of a transaction in which a statement had failed: the server rolled it back.
        case transactionAborted
        /// A parameter has no representation in the database.
        case encoding
        /// A column is missing or is not of the wanted type.
        case decoding
        /// The caller broke a rule of the interface, for instance used a transaction after its end.
        case misuse
        /// The client is shut down.
        case shutDown
        /// The migrations of the program and those of the database do not fit.
        case migration
    }

    /// The sort of failure.
    public let kind: Kind
    /// The five-character code (manual, appendix A); empty when the failure did not come from the server and has no
    /// standard code.
    public let sqlState: String
    /// The constraint that refused, if one did.
    public let constraint: String?
    /// The table it belongs to.
    public let table: String?
    /// A description without parameter values.
    public let message: String

    init(_ kind: Kind, sqlState: String = "", constraint: String? = nil, table: String? = nil, message: String) {
        self.kind = kind
        self.sqlState = sqlState
        self.constraint = constraint
        self.table = table
        self.message = message
    }

    /// The same transaction may succeed when run again from its start: a serialization failure, a deadlock, or a plan
    /// outdated by a migration.
    public var isRetriable: Bool { sqlState == "40001" || sqlState == "40P01" || isStalePlan }

    /// The database is away or sent us away; nothing is wrong with the statement.
    public var isConnectionLoss: Bool {
        switch kind {
        case .connectionLost, .unavailable, .commitOutcomeUnknown: true
        default: sqlState.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(sqlState)
        }
    }

    /// The database is away, cannot take more, or this client is at its end: the same may succeed later, and nothing is wrong with it.
    public var isUnavailable: Bool {
        switch kind {
        case .poolExhausted, .shutDown: true
        default: isConnectionLoss || isWrongServer || sqlState.hasPrefix("53")
        }
    }

    /// A row with that key exists.
    public var isUniqueViolation: Bool { sqlState == "23505" }
    /// An exclusion constraint refused, for instance an overlapping range.
    public var isExclusionViolation: Bool { sqlState == "23P01" }
    /// A referenced row is missing, or a row is still referenced.
    public var isForeignKeyViolation: Bool { sqlState == "23503" }
    /// A CHECK constraint refused.
    public var isCheckViolation: Bool { sqlState == "23514" }
    /// The statement ran into its time limit or was cancelled on the server.
    public var isStatementTimeout: Bool { sqlState == "57014" || kind == .deadlineExceeded }

    /// The prepared statement no longer fits the schema, or is gone: preparing it again helps.
    var isStalePlan: Bool {
        sqlState == "26000" || (sqlState == "0A000" && message.hasPrefix("cached plan must not change result type"))
    }

    /// The server became a standby: the connection leads to the wrong place.
    var isWrongServer: Bool { sqlState == "25006" }
}

extension PostgresError: CustomStringConvertible {
    public var description: String {
        var text = "\(kind.rawValue)"
        if !sqlState.isEmpty { text += " \(sqlState)" }
        if let constraint { text += " (\(constraint))" }
        return text + ": " + message
    }
}
