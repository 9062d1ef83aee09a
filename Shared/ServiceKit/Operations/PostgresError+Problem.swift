import HTTP
import PostgreSQL

/// What a client is told of the database: that it is away, full or slow, and when to ask again; all else is our own mistake.
extension PostgresError: ProblemConvertible {
    public var problem: Problem? {
        if kind == .commitOutcomeUnknown { return Problem(.unavailable, detail: Self.unknownOutcome, retryAfter: 2) }
        if isUnavailable || isRetriable { return Problem(.unavailable, detail: Self.nothingDone, retryAfter: 2) }
        return isStatementTimeout ? Problem(.overdue, retryAfter: 1) : nil
    }

    private static let nothingDone = "The service cannot reach its data now; send the same request again in a moment."
    private static let unknownOutcome =
        "It is not certain whether the request was carried out; look, or send it again with the same Idempotency-Key."
}
