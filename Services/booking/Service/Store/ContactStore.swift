import Contracts
import Foundation
import PostgreSQL

/// Who an e-mail address belongs to.
struct ContactStore: Sendable {
    /// Nil where nobody has it: then it makes a customer (`NaturalIdentity`).
    func customer(email: String, in database: some Querying) async throws -> UUID? {
        try await customers(emails: [email], in: database).values.first
    }

    /// By normalized address. Who comes back after being erased is somebody else.
    func customers(emails: [String], in database: some Querying) async throws -> [String: UUID] {
        let keys = Set(emails.map(NaturalIdentity.normalized(email:))).sorted()
        let naturals = keys.map(NaturalIdentity.customer(email:))
        let rows = try await database.query("""
            SELECT k.email, c.customer_id, e.customer_id AS erased FROM unnest(\(keys)::text[], \(naturals)::uuid[]) AS k (email, natural_id)
            LEFT JOIN contacts c ON c.email = k.email LEFT JOIN erased_customers e ON e.customer_id = k.natural_id
            """)
        return try rows.reduce(into: [:]) { known, row in
            let erased = try row.getIfPresent("erased", as: UUID.self).map(NaturalIdentity.laterHolder(ofAddress:))
            known[try row.get("email")] = try row.getIfPresent("customer_id") ?? erased
        }
    }

    /// Notes addresses met in a booking; a profile that crm-bridge keeps is not touched.
    func remember(_ contacts: [CustomerContact]) -> SQL {
        let byEmail = Dictionary(contacts.map { (NaturalIdentity.normalized(email: $0.email), $0) }, uniquingKeysWith: { _, last in last })
        let sorted = byEmail.sorted { $0.key < $1.key }
        return """
            INSERT INTO contacts AS c (email, customer_id, name, phone, locale)
            SELECT * FROM unnest(
                \(sorted.map(\.key))::text[], \(sorted.map(\.value.id))::uuid[], \(sorted.map(\.value.name))::text[],
                \(sorted.map(\.value.phone))::text[], \(sorted.map(\.value.locale))::text[])
            ON CONFLICT (email) DO UPDATE SET name = excluded.name, phone = coalesce(excluded.phone, c.phone), locale = excluded.locale
            WHERE c.version = 0 AND (c.name, c.phone, c.locale) IS DISTINCT FROM
                (excluded.name, coalesce(excluded.phone, c.phone), excluded.locale)
            """
    }

    /// Follows a customer's profile; an older state changes nothing, nor does one from before the customer was erased.
    func follow(_ customer: CustomerState, in transaction: PostgresTransaction) async throws {
        let email = NaturalIdentity.normalized(email: customer.email)
        guard !email.isEmpty else { return }
        try await transaction.execute("""
            INSERT INTO contacts AS c (email, customer_id, name, phone, locale, version)
            SELECT \(email), \(customer.id), \(customer.name), \(customer.phone), \(customer.locale), \(customer.version)
            WHERE NOT EXISTS (SELECT FROM erased_customers WHERE customer_id = \(customer.id) AND version >= \(customer.version))
            ON CONFLICT (email) DO UPDATE SET
                customer_id = excluded.customer_id, name = excluded.name, phone = excluded.phone, locale = excluded.locale,
                version = excluded.version
            WHERE c.version < excluded.version OR c.customer_id <> excluded.customer_id
            """)
    }
}
