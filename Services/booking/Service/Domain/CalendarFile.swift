import Contracts
import Foundation

/// A workshop's calendar as another program has written it.
struct CalendarFile: Codable, Sendable, Hashable, Validatable {
    enum Format: String, StringEnum {
        /// RFC 4180 with a row of names: `externalId`, `start`, `services`, `name`, `email`, `plate`, and what else a row may have.
        case csv
        /// RFC 5545: an appointment an event, known by UID and RECURRENCE-ID.
        case ics
    }

    var format: Format
    /// Whose calendar it is; times without a zone are this workshop's.
    var workshopId: UUID
    var text: String
    /// The services of whatever names none; by code.
    var services: [String]?

    func validate(_ validation: inout Validation) {
        validation.require(!text.isEmpty, "text", "must not be empty")
        validation.require((services ?? []).count <= 10, "services", "must name 10 services at most")
    }
}

/// What an import says of every row of a file.
struct ImportAnswer: Codable, Sendable {
    let items: [ImportResult]
}

/// Names of a row's values, the same for both formats.
enum CalendarColumn: String, CaseIterable {
    case externalId, start, services, name, email, phone, locale, plate, vin, make, model, year, `class`, mileageKm, status, bookedAt
    case cancelledAt, reason, technician, bay, note
}
