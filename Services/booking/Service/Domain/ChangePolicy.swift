import Contracts
import Foundation

/// Until when a customer may change an appointment without asking anybody.
struct ChangePolicy: Sendable {
    let changeWindow: Duration
    let cancelWindow: Duration

    func mayMove(_ appointment: AppointmentState, at now: Date) throws(BookingError) {
        guard appointment.start.timeIntervalSince(now) >= changeWindow / .seconds(1) else {
            throw .tooLate(action: "move", hours: Self.hours(changeWindow))
        }
    }

    func mayCancel(_ appointment: AppointmentState, at now: Date) throws(BookingError) {
        guard appointment.start.timeIntervalSince(now) >= cancelWindow / .seconds(1) else {
            throw .tooLate(action: "cancel", hours: Self.hours(cancelWindow))
        }
    }

    /// What the customer's page shows.
    func view(of appointment: AppointmentState, at now: Date) -> PolicyView {
        let isOpen = appointment.status == .booked
        let canChange = isOpen && (try? mayMove(appointment, at: now)) != nil
        let canCancel = isOpen && (try? mayCancel(appointment, at: now)) != nil
        return PolicyView(
            canChange: canChange, canCancel: canCancel,
            until: appointment.start.addingTimeInterval(-(max(changeWindow, cancelWindow) / .seconds(1)))
        )
    }

    private static func hours(_ window: Duration) -> Int { Int(window / .seconds(3_600)) }
}

/// What a customer may still do, and until when both are possible.
struct PolicyView: Codable, Sendable, Hashable {
    let canChange: Bool
    let canCancel: Bool
    let until: Date
}
