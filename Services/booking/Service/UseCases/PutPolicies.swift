import Contracts
import Foundation
import PostgreSQL

/// Sets the rules of a workshop or of the garage group. They count from the next request on.
struct PutPolicies: Sendable {
    let database: PostgresClient
    let policies: PolicyStore

    /// - Throws: `ValidationError` naming the rule and field, `unknown-workshop`.
    func callAsFunction(_ document: PolicyDocument, of workshop: UUID?) async throws {
        let document = try document.validated()
        do {
            try await database.withTransaction(attempts: 3) { try await policies.put(document, of: workshop, in: $0) }
        } catch let error as PostgresError where error.isForeignKeyViolation {
            throw BookingError.unknownWorkshop
        }
    }
}
