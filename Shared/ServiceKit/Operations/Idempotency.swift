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
    let record = try IdempotencyRecord(request, key: key)
    return try await database.withTransaction(attempts: 3) { transaction in
        if let stored: Reply<Output> = try await record.storedReply(in: transaction) { return stored }
        let reply = try await body(transaction)
        try record.store(reply, in: transaction)
        return reply
    }
}

/// One key of one caller at one door.
///
/// Replies hold client secrets and customers' links, so nothing of them can be read from the database: they are sealed under a key
/// derived from the caller's, which is not stored, and found by another value derived from it.
struct IdempotencyRecord: Sendable {
    private let hash: [UInt8]
    private let sealingKey: AEAD.Key
    private let fingerprint: String

    init(_ request: RequestContext, key: String) throws {
        // A caller is known by the token's subject and environment, behind a secure link by the link. Of anybody else only the key is
        // known, and `IdempotencyKey` asks for one that nobody guesses.
        let caller = request.principal.map { (["principal", $0.subject] + [$0.environment].compactMap(\.self)).joined(separator: " ") }
            ?? request.bearer.map { "bearer " + $0 } ?? "anybody"
        let place = Array("\(caller)\n\(request.method) \(request.path)\n".utf8)
        let secret = Array(key.utf8)
        hash = try HKDF.sha256(secret: secret, info: place + Array("found by".utf8), count: 32)
        sealingKey = try AEAD.Key(HKDF.sha256(secret: secret, info: place + Array("sealed under".utf8), count: 32))
        fingerprint = Base64URL.encode(SHA256.digest(request.rawBody))
    }

    /// - Returns: nil where this request is the first with its key; the key is then held until the transaction ends.
    func storedReply<Output: Codable & Sendable>(in transaction: PostgresTransaction) async throws -> Reply<Output>? {
        guard let box = try await IdempotentReplies.hold(hash, in: transaction) else { return nil }
        let stored = try JSONCoding.decode(StoredReply<Output>.self, from: AEAD.open(box, key: sealingKey, associatedData: hash))
        guard stored.fingerprint == fingerprint else { throw IdempotencyError.otherBody }
        var headers = HTTPHeaders(stored.headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
        headers["Idempotency-Replayed"] = "true"
        return Reply(status: stored.status, body: stored.body, headers: headers)
    }

    func store<Output: Codable & Sendable>(_ reply: Reply<Output>, in transaction: PostgresTransaction) throws {
        let stored = StoredReply(
            fingerprint: fingerprint, status: reply.status,
            headers: Dictionary(reply.headers.fields.map { ($0.name, $0.value) }) { first, _ in first }, body: reply.body
        )
        let box = try AEAD.seal(JSONCoding.encode(stored), key: sealingKey, associatedData: hash)
        try IdempotentReplies.add(box, for: hash, in: transaction)
    }
}

/// What lies in the sealed box.
private struct StoredReply<Output: Codable & Sendable>: Codable {
    /// The digest of the request's body.
    let fingerprint: String
    let status: Int
    let headers: [String: String]
    let body: Output?
}

/// The table of sealed replies.
enum IdempotentReplies {
    /// Makes this transaction the only one that works under the key, and reads what is kept under it.
    /// - Throws: `IdempotencyError.inFlight` where another one does.
    static func hold(_ hash: [UInt8], in transaction: PostgresTransaction) async throws -> [UInt8]? {
        let number = hash.prefix(8).reduce(into: UInt64(0)) { $0 = $0 << 8 | UInt64($1) }
        // In one round trip; what the second sees is what there is once the lock is held.
        let answers = try await transaction.pipeline([
            "SELECT pg_try_advisory_xact_lock(\(Int64(bitPattern: number))) AS held",
            "SELECT sealed FROM idempotent_replies WHERE key_hash = \(hash)",
        ])
        guard try answers.first?.first?.get("held", as: Bool.self) == true else { throw IdempotencyError.inFlight }
        return try answers.last?.first.map { Array(try $0.get("sealed", as: Data.self)) }
    }

    /// How long an answer is kept: far longer than anybody repeats a request.
    static let age = Duration.seconds(48 * 3600)

    /// Goes with the commit.
    static func add(_ box: [UInt8], for hash: [UInt8], in transaction: PostgresTransaction) throws {
        try transaction.enqueue("INSERT INTO idempotent_replies (key_hash, sealed) VALUES (\(hash), \(box))")
    }

    /// Forgets replies nobody will ask for any more, at most `limit`. A key that is used again after that makes a new thing.
    /// - Returns: how many were forgotten.
    static func forget(limit: Int, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM idempotent_replies WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM idempotent_replies WHERE created_at < now() - \(age / .seconds(1)) * interval '1 second' LIMIT \(limit)))
            """)
    }
}

/// Why a keyed request is not run.
enum IdempotencyError: DomainError {
    case inFlight
    case otherBody

    var slug: String { (self == .inFlight ? ProblemSpec.keyInFlight : .keyReused).slug }
    var kind: DomainErrorKind { self == .inFlight ? .conflict : .invalid }
    var detail: String {
        self == .inFlight
            ? "A request with this Idempotency-Key is still being handled; try again in a moment."
            : "This Idempotency-Key was used with another body; use a new key for a new request."
    }
}
