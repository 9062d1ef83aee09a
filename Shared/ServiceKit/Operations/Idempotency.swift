import Contracts
import Cryptography
import Foundation
import HTTP
import PostgreSQL

/// Runs a creating command once per `Idempotency-Key`, in the transaction of its effect
/// (IETF draft-ietf-httpapi-idempotency-key-header): a repeated request gets the stored answer, one still in flight 409, the same key
/// with another body 422. Without a key it just runs. A failed command stores nothing, so that it may be tried again; one that the
/// database broke off for another's sake (a deadlock, say) is run again here.
public func idempotent<Output: Codable & Sendable>(
    _ request: RequestContext, in database: PostgresClient,
    _ body: @escaping @Sendable (PostgresTransaction) async throws -> Reply<Output>
) async throws -> Reply<Output> {
    guard let key = request.idempotencyKey else { return try await database.withTransaction(attempts: 3, body) }
    let record = IdempotencyRecord(request, key: key)
    return try await database.withTransaction(attempts: 3) { transaction in
        if let stored: Reply<Output> = try await record.storedReply(in: transaction) { return stored }
        let reply = try await body(transaction)
        try await record.store(reply, in: transaction)
        return reply
    }
}

/// One key of one caller at one door.
struct IdempotencyRecord: Sendable {
    let scope: String
    let key: String
    let fingerprint: String

    init(_ request: RequestContext, key: String) {
        scope = "\(request.principal?.subject ?? "anonymous") \(request.method) \(request.path)"
        self.key = key
        fingerprint = Base64URL.encode(SHA256.digest(request.rawBody))
    }

    /// - Returns: nil where this request is the first with its key; the key is then held until the transaction ends.
    func storedReply<Output: Codable & Sendable>(in transaction: PostgresTransaction) async throws -> Reply<Output>? {
        let held = try await transaction.query("SELECT pg_try_advisory_xact_lock(hashtextextended(\(scope + " " + key), 0)) AS held")
        guard try held.first?.get("held", as: Bool.self) == true else { throw IdempotencyError.inFlight }
        let row = try await transaction.query("""
            SELECT fingerprint, status, headers, body FROM idempotency_keys WHERE scope = \(scope) AND key = \(key)
            """).first
        guard let row else { return nil }
        guard try row.get("fingerprint", as: String.self) == fingerprint else { throw IdempotencyError.otherBody }
        return try reply(row)
    }

    private func reply<Output: Codable & Sendable>(_ row: PostgresRow) throws -> Reply<Output> {
        let output = try row.getIfPresent("body", as: String.self).map {
            try JSONCoding.decode(Output.self, from: $0.utf8)
        }
        var headers = HTTPHeaders(try row.json("headers", as: [String: String].self).sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        headers["Idempotency-Replayed"] = "true"
        return Reply(status: try row.get("status"), body: output, headers: headers)
    }

    func store<Output: Codable & Sendable>(_ reply: Reply<Output>, in transaction: PostgresTransaction) async throws {
        let body = try reply.body.map { try JSONCoding.text($0) }
        let headers = Dictionary(reply.headers.fields.map { ($0.name, $0.value) }) { first, _ in first }
        try await transaction.execute("""
            INSERT INTO idempotency_keys (scope, key, fingerprint, status, headers, body)
            VALUES (\(scope), \(key), \(fingerprint), \(reply.status), \(json: headers), \(body))
            """)
    }
}

/// Why a keyed request is not run.
enum IdempotencyError: DomainError {
    case inFlight
    case otherBody

    var slug: String { self == .inFlight ? "idempotency-key-in-flight" : "idempotency-key-reused" }
    var kind: DomainErrorKind { self == .inFlight ? .conflict : .invalid }
    var detail: String {
        self == .inFlight
            ? "A request with this Idempotency-Key is still being handled; try again in a moment."
            : "This Idempotency-Key was used with another body; use a new key for a new request."
    }
}
