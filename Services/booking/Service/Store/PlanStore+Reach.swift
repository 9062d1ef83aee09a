import Contracts
import Foundation
import PostgreSQL
import Scheduling

extension PlanStore {
    /// The longest that a visit is followed, in days.
    private static let longestReach = 60

    /// Days, and as many after them as work that begins on them can need.
    /// - Parameter work: what it is, known only with the workshop.
    func plan(
        of workshop: UUID, from first: LocalDate, days count: Int, reaching work: (WorkshopModel) throws -> Work, in database: some Querying,
        sharing: Bool = true
    ) async throws -> Plan {
        let near = try await plan(of: workshop, from: first, days: count, in: database, sharing: sharing)
        let more = min(near.model.workshop.reach(of: try work(near.model)).after / 1_440, Self.longestReach)
        guard count > 0, more > 0 else { return near }
        return try await plan(of: workshop, from: first, days: count + more, in: database, sharing: sharing)
    }
}
