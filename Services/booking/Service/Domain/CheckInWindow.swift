import Contracts
import Foundation

/// When a customer's code opens an appointment: from the evening before, as cars are left overnight, until the work was to be over.
struct CheckInWindow: Sendable, Hashable {
    static let lead: TimeInterval = 12 * 3_600

    let opens: Date
    let closes: Date

    init(_ appointment: AppointmentState) {
        opens = appointment.start.addingTimeInterval(-Self.lead)
        closes = appointment.end
    }

    /// - Throws: `tooEarly`, `tooLate`.
    func check(_ instant: Date, in timeZone: String) throws(WalletError) {
        guard instant >= opens else { throw .tooEarly(opens: opens, timeZone: timeZone) }
        guard instant < closes else { throw .tooLate }
    }
}
