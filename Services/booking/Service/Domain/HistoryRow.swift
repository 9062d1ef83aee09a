import Contracts
import Foundation

/// One appointment of the past as another system knew it.
struct HistoryRow: Codable, Sendable, Hashable, Validatable {
    enum Outcome: String, StringEnum {
        case completed
        case cancelled
        case noShow = "no_show"
    }

    /// The other system's id; a row comes in once only.
    var externalId: String
    var workshopId: UUID
    var serviceIds: [UUID]
    var start: Date
    /// Who did it, and where; found by turns among those who can where absent.
    var technicianId: UUID?
    var bayId: UUID?
    var customer: CustomerInput
    var vehicle: VehicleInput
    var bookedAt: Date
    var outcome: Outcome
    /// When it was called off, and why.
    var cancelledAt: Date?
    var reason: String?
    /// How it was booked then; `import` where absent.
    var channel: BookingChannel?
    var note: String?

    func validate(_ validation: inout Validation) {
        validation.requireText(externalId, "externalId")
        validation.require((1...10).contains(serviceIds.count), "serviceIds", "must name 1 to 10 services")
        validation.require(bookedAt <= start, "bookedAt", "must not be after the start")
        validation.require(start.timeIntervalSince1970.truncatingRemainder(dividingBy: 60) == 0, "start", "must be a whole minute")
        validation.require((outcome == .cancelled) == (cancelledAt != nil), "cancelledAt", "must be there exactly if it was cancelled")
        customer.validate(&validation)
        vehicle.validate(&validation)
    }
}

/// What became of one row of an import.
struct ImportResult: Codable, Sendable, Hashable {
    enum Status: String, StringEnum {
        case created
        /// It had come in before.
        case unchanged
        case failed
    }
    /// The line, counted from 1.
    let row: Int
    let status: Status
    let id: UUID?
    let error: String?
}

extension HistoryRow.Outcome {
    var status: AppointmentStatus {
        switch self {
        case .completed: .completed
        case .cancelled: .cancelled
        case .noShow: .noShow
        }
    }

}
