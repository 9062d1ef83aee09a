import Contracts
import Foundation
import PostgreSQL

/// Sets the rules of a workshop or of the garage group. They count from the next request on, and who set them is noted.
struct PutPolicies: Sendable {
    let database: PostgresClient
    let policies: PolicyStore
    let clock: any WallClock

    /// - Throws: `ValidationError` naming the rule and field, `unknown-workshop`.
    func callAsFunction(_ document: PolicyDocument, of workshop: UUID?, by actor: Actor) async throws {
        let document = try document.validated()
        do {
            try await database.withTransaction(attempts: 3) { transaction in
                try await policies.hold(workshop, in: transaction)
                let (before, version) = try await policies.document(of: workshop, in: transaction)
                try await policies.put(document, of: workshop, in: transaction)
                let (after, latest) = try await policies.document(of: workshop, in: transaction)
                guard latest != version else { return }
                try await policies.note(before, after, version: latest, of: workshop, by: actor, at: clock.now(), in: transaction)
            }
        } catch let error as PostgresError where error.isForeignKeyViolation {
            throw BookingError.unknownWorkshop
        }
    }
}
