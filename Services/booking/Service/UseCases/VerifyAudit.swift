import Contracts
import Foundation
import PostgreSQL

/// What checking a workshop's audit trail has found.
struct AuditVerification: Codable, Sendable, Hashable {
    /// How many entries are there.
    let entries: Int64
    /// The number and the hash of the last entry that was ever written, as the head knows it. Whoever notes them down can tell later that
    /// the trail still goes through them.
    let headSequence: Int64
    let headHash: String
    /// The first entry that is not what was written, or that is missing; absent where the trail is whole.
    let firstBreak: Int64?
    /// How many notes were erased: of these the trail tells no more than that there was one.
    let erasedNotes: Int64
    let checkedAt: Date
}

/// Checks a workshop's audit trail entry by entry, however long it is: what each says against its hash, each hash against the one before,
/// and the last against the head.
struct VerifyAudit: Sendable {
    static let batch = 5_000

    let database: PostgresClient
    let audit: AuditStore
    let clock: any WallClock

    func callAsFunction(_ workshop: UUID) async throws -> AuditVerification {
        let head = try await audit.head(of: workshop, in: database)
        var position = AuditStore.Position(sequence: 0, hash: "")
        var (entries, erased): (Int64, Int64) = (0, 0)
        var firstBreak: Int64?
        while position.sequence < head.sequence {
            let step = try await audit.check(workshop, after: position, through: head.sequence, limit: Self.batch, in: database)
            guard let step else { break }
            entries += step.entries
            erased += step.erased
            firstBreak = firstBreak ?? step.firstBreak
            position = step.end
        }
        if firstBreak == nil, position != head { firstBreak = min(position.sequence, head.sequence) + 1 }
        // What stands behind the head was never written by us.
        if firstBreak == nil, try await audit.hasMore(than: head, of: workshop, in: database) { firstBreak = head.sequence + 1 }
        return AuditVerification(
            entries: entries, headSequence: head.sequence, headHash: head.hash, firstBreak: firstBreak, erasedNotes: erased,
            checkedAt: clock.now()
        )
    }
}
