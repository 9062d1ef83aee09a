import Contracts
import Foundation

/// One line of the ledger as people see it.
struct LedgerEntry: Codable, Sendable {
    let id: UUID
    /// Absent where a template was tried out, as are the next two.
    let appointmentId: UUID?
    let appointmentVersion: Int64?
    let customerId: UUID?
    let purpose: MessageKind
    let channel: String
    let status: NotificationState.Status
    let dueAt: Date
    let attempts: Int
    let error: String?
    let createdAt: Date
    let settledAt: Date?
    /// Where its words stand, as `default/confirmation/email/de@3`; version 0 came with the service. Absent before it was tried.
    let template: String?
    /// Whether it was sent to try a template out, to an address that somebody named.
    let isTest: Bool
    /// Who had it sent, where it is a test.
    let requestedBy: String?
    /// Whether it was allowed, by what right, or which rule said no; absent before it was due.
    let decision: Decision?

    struct Decision: Codable, Sendable, Hashable {
        let verdict: DecisionEntry.Verdict
        let ground: String?
        let consentId: UUID?
        let rule: ContactRule?
    }
}
