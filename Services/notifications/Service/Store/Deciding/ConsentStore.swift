import Contracts
import Foundation
import PostgreSQL

/// What people have said to purposes and channels: the proof of each time, and what counts now.
enum ConsentStore {
    /// Notes what somebody has said; the same event's once.
    static func add(
        _ person: UUID, _ purpose: ContactPurpose, _ channel: String, isGiven: Bool, _ proof: ConsentProof, at now: Date,
        in transaction: PostgresTransaction
    ) async throws {
        let id = UUID.v5(namespace: proof.eventId, name: "\(purpose.rawValue) \(channel)")
        try await transaction.execute("""
            INSERT INTO consents (id, person, purpose, channel, is_given, source, wording_version, event_id, said_at, noted_at, version)
            VALUES (\(id), \(person), \(purpose.rawValue), \(channel), \(isGiven), \(proof.source), \(proof.wordingVersion), \(proof.eventId),
                    \(proof.at), \(now), \(proof.version))
            ON CONFLICT DO NOTHING
            """)
    }

    /// What a person has said last to each purpose and channel.
    static func latest(of person: UUID, in connection: some Querying) async throws -> [ConsentEntry] {
        try await connection.query("""
            SELECT DISTINCT ON (purpose, channel) * FROM consents WHERE person = \(person)
            ORDER BY purpose, channel, said_at DESC, version DESC, id DESC
            """).compactMap(entry)
    }

    /// All that a person has ever said, the latest first.
    static func all(of person: UUID, limit: Int, in connection: some Querying) async throws -> [ConsentEntry] {
        try await connection.query("""
            SELECT * FROM consents WHERE person = \(person) ORDER BY said_at DESC, version DESC, id DESC LIMIT \(limit)
            """).compactMap(entry)
    }

    /// Nil where a later version of the service knows more purposes.
    private static func entry(_ row: PostgresRow) throws -> ConsentEntry? {
        guard let purpose = ContactPurpose(rawValue: try row.get("purpose")) else { return nil }
        return ConsentEntry(
            id: try row.get("id"), purpose: purpose, channel: try row.get("channel"), isGiven: try row.get("is_given"),
            proof: ConsentProof(
                source: try row.get("source"), wordingVersion: try row.getIfPresent("wording_version"), eventId: try row.get("event_id"),
                at: try row.get("said_at"), version: try row.get("version")
            )
        )
    }
}
