import Contracts
import Foundation

/// A customer as the CRM is told of it.
struct CRMContact: Sendable {
    let id: UUID
    /// The version of the queue's row that this brings about.
    let version: Int64
    let attempts: Int
    let name: String
    let email: String
    let phone: String?
    let visits: Int
    let lastVisit: Date?
    let churn: Double?

    /// The contact's properties: text all of them; an empty one clears what the CRM has.
    var properties: [String: String] {
        let parts = name.split(separator: " ")
        return [
            "pitcrew_customer_id": id.text, "email": email,
            "firstname": parts.count > 1 ? parts.dropLast().joined(separator: " ") : "",
            "lastname": parts.last.map(String.init) ?? "", "phone": phone ?? "", "pitcrew_visits": String(visits),
            "pitcrew_last_visit": lastVisit.map(Timestamp.text) ?? "",
            "pitcrew_churn": churn.map { String(($0 * 10_000).rounded() / 10_000) } ?? "", "pitcrew_version": String(version),
        ]
    }
}
