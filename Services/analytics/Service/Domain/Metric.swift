import Contracts
import Foundation

/// What can be measured. Every figure counts appointments by the local day they start on.
enum Metric: String, StringEnum {
    /// Appointments, whatever became of them.
    case bookings
    /// Days from booking to start, on average.
    case leadTime = "lead_time"
    /// Appointments called off.
    case cancellations
    /// Booked time over working time; only of technicians whose shifts are known.
    case utilisation
    /// Appointments to which nobody came, over these and the completed ones.
    case noShowRate = "no_show_rate"

    var unit: String {
        switch self {
        case .bookings, .cancellations: "count"
        case .leadTime: "days"
        case .utilisation, .noShowRate: "ratio"
        }
    }
}

/// What figures can be cut by.
enum Grouping: String, StringEnum {
    case day, workshop, service, technician, reason
}

/// Which appointments count.
struct MetricFilter: Sendable {
    let from: LocalDate
    let to: LocalDate
    let workshopID: UUID?
    let serviceCode: String?

    /// - Throws: `ValidationError` where the period runs backwards or has more than `longest` days.
    func validated(longest: Int) throws -> MetricFilter {
        guard from <= to else { throw ValidationError([FieldViolation("to", "must not be before from")]) }
        guard to.daysSince1970 - from.daysSince1970 < longest else {
            throw ValidationError([FieldViolation("to", "must be within \(longest) days of from")])
        }
        return self
    }
}
