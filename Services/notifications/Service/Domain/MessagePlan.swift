import Contracts
import Foundation

/// Which messages an appointment's new state causes, given the state known before.
struct MessagePlan: Sendable, Hashable {
    /// A message to put into the ledger.
    struct Entry: Sendable, Hashable {
        let purpose: NotificationState.Purpose
        /// Tells recurrences apart: the appointment's version for changes and reminders, 0 for what happens once.
        let recurrence: Int64
        let due: Date
    }

    /// What was known of the appointment.
    struct Known: Sendable, Hashable {
        let status: AppointmentStatus
        let start: Date
    }

    var entries: [Entry] = []
    /// Reminders that are still to be sent are void.
    var voidsReminders = false

    /// - Parameters:
    ///   - known: nil where the appointment was never heard of. A first sight in whatever booked state is confirmed, so that a
    ///     change that overtakes its creation still gives one confirmation.
    ///     Of what grants a request outside policy, the decision's letter tells.
    ///   - lead: how long before the start the reminder goes out. A reminder whose time is past is not sent late.
    init(_ state: AppointmentState, known: Known?, lead: Duration, now: Date) {
        guard state.channel != .import, state.start > now else {
            voidsReminders = known != nil
            return
        }
        switch state.status {
        case .booked:
            let moved = known.map { $0.start != state.start } ?? true
            if known == nil {
                entries.append(Entry(purpose: .confirmation, recurrence: 0, due: now))
            } else if moved, state.granted == nil {
                entries.append(Entry(purpose: .change, recurrence: state.version, due: now))
            }
            guard moved else { return }
            voidsReminders = known != nil
            let due = state.start.addingTimeInterval(-(lead / .seconds(1)))
            if due > now { entries.append(Entry(purpose: .reminder, recurrence: state.version, due: due)) }
        case .cancelled:
            voidsReminders = true
            if state.granted == nil { entries.append(Entry(purpose: .cancellation, recurrence: 0, due: now)) }
        case .checkedIn, .started, .completed, .noShow:
            voidsReminders = true
        }
    }
}

/// The ids of messages: one cause, one id.
enum MessageIdentity {
    private static let namespace = UUID(high: 0x2e7a_91c4_50d3_4b8e, low: 0xa6f1_3d90_c2b7_4e01)

    static func id(appointment: UUID, _ entry: MessagePlan.Entry) -> UUID {
        UUID.v5(namespace: namespace, name: "\(appointment.text) \(entry.purpose.rawValue) \(entry.recurrence)")
    }
}
