import Contracts
import Foundation
import Scheduling

/// What went wrong, and which days are to be planned anew.
struct ReplanRequest: Codable, Sendable, Hashable {
    struct Away: Codable, Sendable, Hashable {
        var technicianId: UUID
        var during: Period
    }
    struct Closed: Codable, Sendable, Hashable {
        var bayId: UUID
        var during: Period
    }
    static let maximumDays = 14
    /// Of an absence or a closure.
    static let longest: TimeInterval = 366 * 86_400

    var from: LocalDate
    /// 1 to 14.
    var days: Int
    var away: [Away]?
    var closed: [Closed]?
    /// Another seed looks elsewhere; the same gives the same proposal for the same appointments and minute.
    var seed: Int?

    /// - Parameter isOpen: whether the calendar is open on a day; what is long past or far ahead is not planned.
    func validate(in model: WorkshopModel, isOpen: (LocalDate) -> Bool) throws {
        var validation = Validation()
        validation.require(isOpen(from), "from", "must be a day on which the calendar is open")
        validation.require((1...Self.maximumDays).contains(days), "days", "must be 1 to \(Self.maximumDays)")
        validation.require((away ?? []).count <= 100, "away", "must have at most 100 entries")
        validation.require((closed ?? []).count <= 100, "closed", "must have at most 100 entries")
        for (index, one) in (away ?? []).enumerated() {
            validation.require(model.technicians[one.technicianId] != nil, "away[\(index)].technicianId", "must be one of this workshop's people")
            Self.validate(one.during, "away[\(index)].during", &validation)
        }
        for (index, one) in (closed ?? []).enumerated() {
            validation.require(model.bays[one.bayId] != nil, "closed[\(index)].bayId", "must be one of this workshop's bays")
            Self.validate(one.during, "closed[\(index)].during", &validation)
        }
        try validation.finish()
    }

    private static func validate(_ period: Period, _ field: String, _ validation: inout Validation) {
        validation.require(period.start < period.end, field, "must end after it begins")
        validation.require(period.end.timeIntervalSince(period.start) <= longest, field, "must be 366 days long at most")
    }
}

/// A plan that nobody has agreed to yet: what would have to change, and nothing else.
struct ReplanProposal: Codable, Sendable, Hashable {
    enum Kind: String, StringEnum {
        /// Begins at another time.
        case moved
        /// Begins when it should, with another technician.
        case reassigned
        /// Time and technician stay, the bay does not: nobody has to be told but the workshop.
        case rehoused
        /// Has no place on these days any more.
        case displaced
    }
    struct Place: Codable, Sendable, Hashable {
        let start: Date
        let end: Date
        let technician: NamedReference
        let bay: NamedReference
    }
    struct Change: Codable, Sendable, Hashable {
        let appointmentId: UUID
        /// The version the proposal is for.
        let version: Int64
        let kind: Kind
        let before: Place
        /// Absent where it is displaced.
        let after: Place?
        /// Minutes by which it ends later than the customer was told.
        let lateMinutes: Int
    }
    let workshopId: UUID
    let from: LocalDate
    let days: Int
    /// By their time before.
    let changes: [Change]
    /// Appointments that have begun, or should have, or are pinned, or have steps before or after these days, and that what is away or closed
    /// takes people or bays from: for an advisor to decide.
    let begun: [UUID]
    /// Appointments that could change and stay as they are.
    let unchanged: Int
}
