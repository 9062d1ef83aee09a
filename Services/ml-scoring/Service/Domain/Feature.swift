import Foundation

/// What the model looks at, in this order. A model trained on another list is not used.
enum Feature: String, CaseIterable, Sendable {
    case daysSinceLastVisit = "days_since_last_visit"
    case visits12Months = "visits_12_months"
    case visits24Months = "visits_24_months"
    case meanGapDays = "mean_gap_days"
    case overdueRatio = "overdue_ratio"
    case spend12Months = "spend_12_months_eur"
    case noShows = "no_shows"
    case cancellations
    case tenureDays = "tenure_days"
    case nps
    case vehicleAge = "vehicle_age_years"
    case meanLeadDays = "mean_lead_days"
    case meanLabourHours = "mean_labour_hours"
    case meanPrice = "mean_price_eur"
    case upcoming = "upcoming_appointments"

    static let names = allCases.map(\.rawValue)

    /// The value as a sentence for people.
    func sentence(_ value: Double) -> String {
        let whole = Int(value.rounded())
        let tenth = (value * 10).rounded() / 10
        return switch self {
        case .daysSinceLastVisit: "Last visit \(Self.count(whole, "day")) ago"
        case .visits12Months: "\(Self.count(whole, "visit")) in the last 12 months"
        case .visits24Months: "\(Self.count(whole, "visit")) in the last 24 months"
        case .meanGapDays: "Usually comes every \(Self.count(whole, "day"))"
        case .overdueRatio: "\(tenth) times the usual gap has passed since the last visit"
        case .spend12Months: "Spent about \(whole) EUR in the last 12 months"
        case .noShows: "Did not come to \(Self.count(whole, "appointment"))"
        case .cancellations: "Called off \(Self.count(whole, "appointment"))"
        case .tenureDays: "Customer for \(Self.count(whole, "day"))"
        case .nps: "Would recommend us with \(whole) of 10"
        case .vehicleAge: "Newest vehicle is \(Self.count(whole, "year")) old"
        case .meanLeadDays: "Books \(Self.count(whole, "day")) ahead on average"
        case .meanLabourHours: "\(tenth) hours of work a visit on average"
        case .meanPrice: "About \(whole) EUR a visit on average"
        case .upcoming: whole == 0 ? "No appointment ahead" : "\(Self.count(whole, "appointment")) ahead"
        }
    }

    private static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
