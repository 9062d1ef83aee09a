import Foundation
import PostgreSQL

/// Where people are told about their accounts.
extension PersonStore {
    struct Mailbox: Sendable, Hashable {
        let email: String
        /// BCP 47; nil where the person's language is not known.
        let locale: String?
    }

    /// The address that a person signs in with; nil for nobody we have an account of.
    static func mailbox(of id: UUID, kind: String, in transaction: PostgresTransaction) async throws -> Mailbox? {
        try await transaction.query("""
            SELECT email, NULL AS locale FROM staff WHERE id = \(id) AND \(kind) = 'staff'
            UNION ALL SELECT email, locale FROM people WHERE id = \(id) AND \(kind) = 'customer'
            """).first.map { Mailbox(email: try $0.get("email"), locale: try $0.getIfPresent("locale")) }
    }

    /// Whether a customer signed in with another address until now; which one it was stays so until the transaction ends.
    static func isAnotherAddress(_ email: String, of id: UUID, in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 FROM people WHERE id = \(id) AND email <> \(email) FOR UPDATE").isEmpty
    }

    /// Remembers the language that a customer wishes to be written to in. Goes with the commit.
    static func remember(_ id: UUID, locale: String?, in transaction: PostgresTransaction) throws {
        guard let locale else { return }
        try transaction.enqueue("UPDATE people SET locale = \(locale) WHERE id = \(id)")
    }
}
