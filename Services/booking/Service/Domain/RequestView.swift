import Contracts
import Foundation

/// A request outside policy as its customer sees it.
struct RequestView: Codable, Sendable, Hashable {
    let id: UUID
    let status: ExceptionStatus
    let kind: AppointmentChange
    let wantedStart: Date?
    let requestedAt: Date
    /// Until when the workshop means to answer.
    let dueAt: Date
    let decidedAt: Date?
    /// What the workshop says to it.
    let note: String?
    /// A reason code of the decision.
    let reason: String?

    init(_ state: ExceptionState) {
        id = state.id
        status = state.status
        kind = state.kind
        wantedStart = state.wantedStart
        requestedAt = state.requestedAt
        dueAt = state.dueAt
        decidedAt = state.decision?.at
        note = state.decision?.note
        reason = state.decision?.reason
    }
}

/// A request outside policy as advisors see it.
struct ExceptionItem: Codable, Sendable, Hashable {
    let exception: ExceptionState
    let appointment: AppointmentState
    /// How long it has waited, or did until it was settled.
    let ageMinutes: Int
    /// Whether it waits for longer than it should.
    let overdue: Bool

    init(_ exception: ExceptionState, _ appointment: AppointmentState, at now: Date) {
        self.exception = exception
        self.appointment = appointment
        ageMinutes = max(Int((exception.decision?.at ?? now).timeIntervalSince(exception.requestedAt) / 60), 0)
        overdue = exception.isOverdue(at: now)
    }
}
