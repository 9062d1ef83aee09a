import Contracts
import Foundation
import PostgreSQL

/// Who an e-mail address belongs to.
struct ContactStore: Sendable {
    func customer(email: String, in database: some Querying) async throws -> UUID? {
        let key = NaturalIdentity.normalized(email: email)
        return try await database.query("SELECT customer_id FROM contacts WHERE email = \(key)").first?.get("customer_id")
    }

    func customers(emails: [String], in database: some Querying) async throws -> [String: UUID] {
        let keys = emails.map(NaturalIdentity.normalized(email:))
        let rows = try await database.query("SELECT email, customer_id FROM contacts WHERE email = ANY(\(keys))")
        return try rows.reduce(into: [:]) { $0[try $1.get("email")] = try $1.get("customer_id") }
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

    /// Follows a customer's profile; an older state changes nothing.
    func follow(_ customer: CustomerState, in transaction: PostgresTransaction) async throws {
        let email = NaturalIdentity.normalized(email: customer.email)
        guard !email.isEmpty else { return }
        try await transaction.execute("""
            INSERT INTO contacts AS c (email, customer_id, name, phone, locale, version)
            VALUES (\(email), \(customer.id), \(customer.name), \(customer.phone), \(customer.locale), \(customer.version))
            ON CONFLICT (email) DO UPDATE SET
                customer_id = excluded.customer_id, name = excluded.name, phone = excluded.phone, locale = excluded.locale,
                version = excluded.version
            WHERE c.version < excluded.version OR c.customer_id <> excluded.customer_id
            """)
    }
}
