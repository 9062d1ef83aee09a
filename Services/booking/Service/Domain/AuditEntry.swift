import Contracts
import Foundation

/// One line of the audit trail. Holds no personal data but what people write into the note.
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
        /// How often its customer has moved it, and what changes of it cost.
        let moves: Int?
        let fees: [ChargedFee]?
        /// From when on its work can begin, and whether it stays where it is in a new plan.
        let release: Date?
        let pinned: Bool?
        /// The request outside policy that the entry is about.
        let exception: RequestSnapshot?

        init(_ state: AppointmentState, exception: RequestSnapshot? = nil) {
            version = state.version
            status = state.status
            start = state.start
            end = state.end
            technician = state.technician.id
            bay = state.bay.id
            tools = state.tools.map(\.id)
            steps = state.steps?.map { Step(start: $0.start, end: $0.end, technicians: $0.technicians.map(\.id), bay: $0.bay?.id) }
            moves = state.moves
            fees = state.fees
            release = state.release
            pinned = state.pinned
            self.exception = exception
        }
    }

    /// A request outside policy, without what its customer wrote.
    struct RequestSnapshot: Codable, Sendable, Hashable {
        let id: UUID
        let status: ExceptionStatus
        let kind: AppointmentChange
        let refusal: String
        let wantedStart: Date?
        let fee: Money?
        let dueAt: Date

        init(_ state: ExceptionState) {
            id = state.id
            status = state.status
            kind = state.kind
            refusal = state.refusal
            wantedStart = state.wantedStart
            fee = state.fee
            dueAt = state.dueAt
        }
    }

    let workshop: UUID
    let appointment: UUID
    let actor: String
    let action: String
    /// A reason code.
    let reason: String?
    /// In people's own words.
    let note: String?
    let at: Date
    let before: Snapshot?
    let after: Snapshot

    init(_ action: String, by actor: Actor, reason: String? = nil, note: String? = nil, from old: AppointmentState? = nil, to new: AppointmentState) {
        workshop = new.workshop.id
        appointment = new.id
        self.actor = actor.name
        self.action = action
        self.reason = reason
        self.note = note
        at = new.changedAt
        before = old.map { Snapshot($0) }
        after = Snapshot(new)
    }

    /// What became of a request; its appointment stays as it is.
    /// - Parameter old: nil for a new one.
    init(
        _ action: String, by actor: Actor, reason: String? = nil, note: String? = nil, at: Date, of appointment: AppointmentState,
        from old: ExceptionState?, to new: ExceptionState
    ) {
        workshop = appointment.workshop.id
        self.appointment = appointment.id
        self.actor = actor.name
        self.action = action
        self.reason = reason
        self.note = note
        self.at = at
        before = old.map { Snapshot(appointment, exception: RequestSnapshot($0)) }
        after = Snapshot(appointment, exception: RequestSnapshot(new))
    }
}
