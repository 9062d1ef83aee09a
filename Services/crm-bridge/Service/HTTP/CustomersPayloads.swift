import Contracts
import Foundation

struct CustomersQuery: Codable, Sendable {
    /// Beginnings of words of name, e-mail address or telephone number, or of a plate.
    let query: String?
    /// The last customer of the page before.
    let cursor: UUID?
    /// 1 to 200; 50 unless told.
    let limit: Int?
}

struct CustomersPage: Codable, Sendable {
    let items: [CustomerState]
    let nextCursor: UUID?
}

/// What is to be different; what is left out stays as it is.
struct CustomerPatch: Codable, Sendable {
    let name: String?
    let email: String?
    let phone: String?
    let locale: String?
    let nps: Int?
}

/// A customer with everything known.
struct CustomerProfile: Codable, Sendable {
    let id: UUID
    let version: Int64
    let name: String
    let email: String
    let phone: String?
    let locale: String
    let since: Date
    let nps: Int?
    let vehicles: [VehicleDescription]
    /// The latest first, 200 at most.
    let visits: [CustomerVisit]
    /// What completed visits have cost, by currency.
    let spend: [Money]
    let churn: CustomerChurn?
}

struct CustomerVisit: Codable, Sendable {
    struct Workshop: Codable, Sendable {
        let id: UUID
        let name: String
        let timeZone: String
    }
    struct Vehicle: Codable, Sendable {
        let plate: String
    }
    struct ServiceSold: Codable, Sendable {
        let code: String
        let name: String
    }
    let appointmentId: UUID
    let start: Date
    let end: Date
    let status: AppointmentStatus
    let workshop: Workshop
    let vehicle: Vehicle
    let services: [ServiceSold]
    let price: Money
}

struct CustomerChurn: Codable, Sendable {
    let probability: Double
    let horizonDays: Int
    let reasons: [ChurnScore.Reason]
    let scoredAt: Date
}
