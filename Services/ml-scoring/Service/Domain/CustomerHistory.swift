import Contracts
import Foundation

/// What scoring keeps of an appointment.
struct Visit: Sendable, Hashable {
    let status: AppointmentStatus
    let start: Date
    let bookedAt: Date
    let cancelledAt: Date?
    let price: Money
    let labourTenths: Int
}

/// All that is known of a customer, ever; `FeatureVector` takes only what was known at a moment.
struct CustomerHistory: Sendable, Hashable {
    let id: UUID
    var since: Date?
    var nps: Int?
    /// When the NPS was first heard of.
    var npsAt: Date?
    /// Year of the newest vehicle.
    var vehicleYear: Int?
    var visits: [Visit]

    /// Whether a visit was completed before the moment: only such customers are trained on and scored.
    func isKnown(at moment: Date) -> Bool {
        visits.contains { $0.status == .completed && $0.start < moment }
    }
}
