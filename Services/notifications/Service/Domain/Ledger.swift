import Contracts
import Foundation

/// One line of the ledger as people see it.
struct LedgerEntry: Codable, Sendable {
    let id: UUID
    let appointmentId: UUID
    let appointmentVersion: Int64
    let customerId: UUID
    let purpose: NotificationState.Purpose
    let channel: String
    let status: NotificationState.Status
    let dueAt: Date
    let attempts: Int
    let error: String?
    let createdAt: Date
    let settledAt: Date?
}
