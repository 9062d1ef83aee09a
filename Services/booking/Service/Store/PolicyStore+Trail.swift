import Foundation
import PostgreSQL

extension PolicyStore {
    /// Nobody else changes these rules until the transaction ends.
    /// - Parameter workshop: nil for the group's.
    func hold(_ workshop: UUID?, in transaction: PostgresTransaction) async throws {
        let name = workshop?.text ?? "group"
        try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(name), 5))")
    }

    /// Writes who changed the rules, from what, to what is there now.
    func note(
        _ before: PolicyDocument, _ after: PolicyDocument, version: Int64, of workshop: UUID?, by actor: Actor, at now: Date,
        in transaction: PostgresTransaction
    ) async throws {
        try await transaction.execute("""
            INSERT INTO policy_changes (workshop_id, version, actor, at, before, after)
            VALUES (\(workshop)::uuid, \(version), \(actor.name), \(now), \(json: before), \(json: after))
            """)
    }

    /// What `countOpen` waits for, of several customers: in one order, so that nobody waits in a circle.
    func hold(_ customers: [UUID], in transaction: PostgresTransaction) async throws {
        for customer in Set(customers).map(\.text).sorted() {
            try await transaction.execute("SELECT pg_advisory_xact_lock(hashtextextended(\(customer), 3))")
        }
    }
}
