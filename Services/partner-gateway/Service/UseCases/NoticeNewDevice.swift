import Contracts
import Foundation
import PostgreSQL

/// Tells people of a sign-in on a device that they have not had before. Whoever signs in for the first time knows that they do.
struct NoticeNewDevice: Sendable {
    let announce: AnnounceSecurityChange
    /// Mails to one person in an hour. Each costs a proved sign-in; this keeps a mailbox usable all the same.
    static let hourly = 5

    /// Looks at a session before it is kept.
    func run(_ session: SessionStore.Session, at now: Date, in transaction: PostgresTransaction) async throws {
        let person = Person(id: session.person.id, kind: session.person.kind)
        guard try await SessionStore.isNewDevice(of: session, in: transaction) else { return }
        let isTold = try await IdentityAuditStore.newDevicesTold(of: person.id, since: now - 3600, in: transaction) < Self.hourly
        let entry = IdentityAuditStore.Entry(
            action: IdentityAuditStore.newDevice, person: person.id, session: session.id, outcome: isTold ? "told" : "withheld"
        )
        try IdentityAuditStore.add(entry, at: now, in: transaction)
        guard isTold else { return announce.count(.signedInOnNewDevice, .withheld, in: transaction) }
        try await announce.run(.signedInOnNewDevice, of: person, label: session.device?.label, at: now, in: transaction)
    }
}
