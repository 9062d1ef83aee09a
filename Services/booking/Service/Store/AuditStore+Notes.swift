import Foundation
import PostgreSQL

extension AuditStore {
    /// Entries beside the notes that are still there; `note` and `salt` are the entry's own in what was written before notes lay apart.
    static let withNotes: SQL = "audit LEFT JOIN audit_notes n USING (workshop_id, sequence)"

    /// Erases what was written beside changes before an instant, at most `limit`. The trail stays whole: it holds no more than digests.
    func forgetNotes(limit: Int, before: Date, in transaction: PostgresTransaction) async throws -> Int {
        try await transaction.execute("""
            DELETE FROM audit_notes WHERE ctid = ANY(ARRAY(
                SELECT ctid FROM audit_notes WHERE written_at < \(before) ORDER BY written_at LIMIT \(limit)))
            """)
    }
}
