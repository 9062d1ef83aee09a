import Foundation
import PostgreSQL

@testable import Booking

extension AuditStore {
    /// The number of the first entry of a workshop that was tampered with, as the database's own function for operators has it; nil if the
    /// chain is whole.
    func firstBreak(of workshop: UUID, in database: some Querying) async throws -> Int64? {
        try await database.query("SELECT audit_break(\(workshop)) AS sequence").first?.getIfPresent("sequence")
    }
}
