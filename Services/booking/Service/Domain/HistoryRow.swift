import Contracts
import Foundation

/// One appointment as another system knew it: of the past with its outcome, or one that is still to come.
struct HistoryRow: Codable, Sendable, Hashable, Validatable {
    enum Outcome: String, StringEnum {
        case completed
        case cancelled
        case noShow = "no_show"
        /// Still to come.
        case booked
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

    /// What has not been yet has no outcome; only a visit that was called off may lie ahead with one.
    func validated(at now: Date) throws(ValidationError) -> HistoryRow {
        var validation = Validation()
        validate(&validation)
        validation.require(start <= now || outcome == .cancelled || outcome == .booked, "start", "must lie in the past")
        validation.require(start > now || outcome != .booked, "start", "must lie ahead where it is booked")
        validation.require(bookedAt <= now, "bookedAt", "must lie in the past")
        validation.require((cancelledAt ?? now) <= now, "cancelledAt", "must lie in the past")
        try validation.finish()
        return self
    }

    func validate(_ validation: inout Validation) {
        validation.requireLine(externalId, "externalId")
        validation.require((1...10).contains(serviceIds.count), "serviceIds", "must name 1 to 10 services")
        validation.require(bookedAt <= start, "bookedAt", "must not be after the start")
        validation.requireWholeMinute(start, "start")
        validation.require((outcome == .cancelled) == (cancelledAt != nil), "cancelledAt", "must be there exactly if it was cancelled")
        validation.requireLine(reason, "reason")
        validation.requireText(note, "note", atMost: 2_000)
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
        case .booked: .booked
        }
    }

    /// Whether it took people and places, or will.
    var takesTime: Bool { self == .completed || self == .booked }
}
