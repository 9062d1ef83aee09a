import Contracts
import Foundation
import PostgreSQL

/// Customers who sign in, and whose address is whose.
enum PersonStore {
    /// A person as support sees one.
    struct Person: Codable, Sendable {
        let id: UUID
        let kind: String
        let role: Role
        let name: String
        let email: String
    }

    /// Follows a customer's profile; an older state changes nothing.
    static func follow(_ customer: CustomerState, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO contacts (customer_id, email, version)
            VALUES (\(customer.id), \(NaturalIdentity.normalized(email: customer.email)), \(customer.version))
            ON CONFLICT (customer_id) DO UPDATE SET email = excluded.email, version = excluded.version
            WHERE contacts.version < excluded.version
            """)
    }

    /// The customer that an address belongs to now. Who reads an address that a customer has given up is somebody else.
    static func customer(email: String, in transaction: PostgresTransaction) async throws -> UUID {
        if let row = try await transaction.query("""
            SELECT customer_id FROM contacts WHERE email = \(email) ORDER BY version DESC, customer_id LIMIT 1
            """).first { return try row.get("customer_id") }
        let natural = NaturalIdentity.customer(email: email)
        let isGivenUp = try await !transaction.query("SELECT 1 FROM contacts WHERE customer_id = \(natural)").isEmpty
        return isGivenUp ? NaturalIdentity.laterHolder(ofAddress: natural) : natural
    }

    /// Remembers that a customer signs in with an address.
    static func remember(_ id: UUID, email: String, at now: Date, in transaction: PostgresTransaction) async throws {
        // An address that went from one customer to another leaves the first without one.
        try await transaction.execute("DELETE FROM people WHERE email = \(email) AND id <> \(id)")
        try await transaction.execute("""
            INSERT INTO people (id, email, created_at) VALUES (\(id), \(email), \(now)) ON CONFLICT (id) DO UPDATE SET email = excluded.email
            """)
    }

    static func find(email: String, at now: Date, in database: PostgresClient) async throws -> [Person] {
        try await people("email = \(email)", at: now, in: database)
    }

    static func find(_ id: UUID, kind: String, at now: Date, in database: some Querying) async throws -> Person? {
        try await people("id = \(id)", at: now, in: database).first { $0.kind == kind }
    }

    /// Staff whom only an identity provider knows are nobody once its word has ended.
    private static func people(_ condition: SQL, at now: Date, in database: some Querying) async throws -> [Person] {
        try await database.query("""
            SELECT id, 'staff' AS kind, role, name, email FROM staff
            WHERE \(fragment: condition) AND (confirmed_until IS NULL OR confirmed_until > \(now))
            UNION ALL SELECT id, 'customer', 'customer', email, email FROM people WHERE \(fragment: condition)
            """).compactMap { row in
            guard let role = Role(rawValue: try row.get("role")) else { return nil }
            return Person(
                id: try row.get("id"), kind: try row.get("kind"), role: role, name: try row.get("name"), email: try row.get("email")
            )
        }
    }
}
