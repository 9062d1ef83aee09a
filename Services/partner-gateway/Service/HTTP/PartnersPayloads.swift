import Foundation

struct PartnerRequest: Codable, Sendable {
    let name: String
}

struct PartnerCredentials: Codable, Sendable {
    let id: UUID
    let clientId: String
    /// Absent for a key that signs assertions.
    let clientSecret: String?
    let environment: PartnerEnvironment
    let scopes: [String]

    init(_ credentials: OnboardPartner.Credentials) {
        id = credentials.partnerID
        clientId = credentials.clientID
        clientSecret = credentials.clientSecret
        environment = credentials.wish.environment
        scopes = credentials.wish.scopes.sorted()
    }
}

struct WebhookRequest: Codable, Sendable {
    /// https, or http where private addresses are allowed.
    let url: String
}

struct WebhookAnswer: Codable, Sendable {
    let url: String
    /// `whsec_` and the key in base64, as Standard Webhooks libraries take it.
    let secret: String
}

struct DeliveriesQuery: Codable, Sendable {
    /// 1 to 200; 50 unless told.
    let limit: Int?
    /// The `nextCursor` of the page before.
    let cursor: UUID?
}

struct DeliveriesPage: Codable, Sendable {
    let items: [DeliveryView]
    let nextCursor: UUID?
}

struct ReplayAnswer: Codable, Sendable {
    let id: UUID
    let status: String
}

struct ReplayedAnswer: Codable, Sendable {
    /// How many calls are owed again.
    let count: Int
}
