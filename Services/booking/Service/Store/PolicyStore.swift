import Contracts
import Foundation
import PostgreSQL

/// The rules of workshops and of the garage group, and customers' tiers.
struct PolicyStore: Sendable {
    /// Everything that may have a say at these workshops for these customers, in one round trip.
    func book(
        of workshops: [UUID], customers: [UUID], defaults: Policy, in database: some Querying
    ) async throws -> PolicyBook {
        let rows = try await database.query("""
            SELECT workshop_id, definition, version, NULL::uuid AS customer_id, NULL AS tier FROM policies
            WHERE workshop_id IS NULL OR workshop_id = ANY(\(workshops))
            UNION ALL SELECT NULL, NULL, NULL, customer_id, tier FROM customer_tiers WHERE customer_id = ANY(\(customers))
            """)
        var group = PolicyDocument.empty
        var own: [UUID: PolicyDocument] = [:]
        var tiers: [UUID: String] = [:]
        var versions: [UUID?: Int64] = [:]
        for row in rows {
            if let customer: UUID = try row.getIfPresent("customer_id") {
                tiers[customer] = try row.get("tier")
                continue
            }
            let workshop: UUID? = try row.getIfPresent("workshop_id")
            versions[workshop] = try row.get("version", as: Int64.self)
            if let workshop { own[workshop] = try row.json("definition") } else { group = try row.json("definition") }
        }
        return PolicyBook(defaults: defaults, group: group, workshops: own, tiers: tiers, versions: versions)
    }

    /// A customer's tier, by the address of one whose id is not known; nil for the standard one, and where neither is given.
    func tier(of customer: UUID?, email: String?, in database: some Querying) async throws -> String? {
        let email = email.map(NaturalIdentity.normalized(email:))
        guard customer != nil || email != nil else { return nil }
        return try await database.query("""
            SELECT tier FROM customer_tiers
            WHERE customer_id = coalesce(\(customer)::uuid, (SELECT customer_id FROM contacts WHERE email = \(email)::text))
            """).first?.get("tier")
    }

    /// - Parameter workshop: nil for the group's.
    /// - Returns: the rules and their version; empty ones of version 0 where none were set.
    func document(of workshop: UUID?, in database: some Querying) async throws -> (document: PolicyDocument, version: Int64) {
        let row = try await database.query("""
            SELECT definition, version FROM policies WHERE workshop_id IS NOT DISTINCT FROM \(workshop)::uuid
            """).first
        guard let row else { return (.empty, 0) }
        return (try row.json("definition"), try row.get("version"))
    }

    /// The same again changes nothing.
    func put(_ document: PolicyDocument, of workshop: UUID?, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO policies (workshop_id, definition) VALUES (\(workshop)::uuid, \(json: document))
            ON CONFLICT (workshop_id) DO UPDATE SET definition = excluded.definition, version = policies.version + 1
            WHERE policies.definition IS DISTINCT FROM excluded.definition
            """)
    }

    /// How many appointments a customer has ahead. Bookings of one customer that are counted come one after the other; held until the
    /// transaction ends.
    func countOpen(of customer: UUID, at now: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await hold([customer], in: transaction)
        let rows = try await transaction.query("""
            SELECT count(*) AS open FROM appointments
            WHERE customer_id = \(customer) AND starts_at > \(now) AND status IN ('booked', 'checked_in')
            """)
        return try rows.first?.get("open") ?? 0
    }
}
