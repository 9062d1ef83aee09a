import Contracts
import Foundation

/// One line of the audit trail. Holds no personal data.
struct AuditEntry: Sendable {
    /// The part of an appointment that the schedule consists of.
    struct Snapshot: Codable, Sendable, Hashable {
        let version: Int64
        let status: AppointmentStatus
        let start: Date
        let end: Date
        let technician: UUID
        let bay: UUID
        let tools: [UUID]
        /// Of a visit of several: when each begins, with whom and where.
        let steps: [Step]?

        struct Step: Codable, Sendable, Hashable {
            let start: Date
            let end: Date
            let technicians: [UUID]
            let bay: UUID?
        }

        init(_ state: AppointmentState) {
            version = state.version
            status = state.status
            start = state.start
            end = state.end
            technician = state.technician.id
            bay = state.bay.id
            tools = state.tools.map(\.id)
            steps = state.steps?.map { Step(start: $0.start, end: $0.end, technicians: $0.technicians.map(\.id), bay: $0.bay?.id) }
        }
    }

    let workshop: UUID
    let appointment: UUID
    let actor: String
    let action: String
    let reason: String?
    let at: Date
    let before: Snapshot?
    let after: Snapshot

    init(_ action: String, by actor: Actor, reason: String? = nil, from old: AppointmentState? = nil, to new: AppointmentState) {
        workshop = new.workshop.id
        appointment = new.id
        self.actor = actor.name
        self.action = action
        self.reason = reason
        at = new.changedAt
        before = old.map(Snapshot.init)
        after = Snapshot(new)
    }
}
