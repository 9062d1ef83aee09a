import Foundation

/// A place that has become free is kept for somebody who waits: they are told, and answer behind the link. Told once for each offer.
public struct WaitingListOffer: EventPayload, Hashable {
    public static let schemaVersion = 1
    /// Of the place on the waiting list; `version` grows with each offer and answer.
    public var id: UUID
    public var version: Int64
    public var workshop: WorkshopReference
    public var name: String
    public var email: String
    /// BCP 47.
    public var locale: String
    public var plate: String
    /// The names of the services.
    public var services: [String]
    public var start: Date
    public var end: Date
    /// Until then nobody else can have it.
    public var expiresAt: Date
    /// Where it is answered; holds a token, so it is personal data.
    public var url: String

    public init(
        id: UUID, version: Int64, workshop: WorkshopReference, name: String, email: String, locale: String, plate: String, services: [String],
        start: Date, end: Date, expiresAt: Date, url: String
    ) {
        self.id = id
        self.version = version
        self.workshop = workshop
        self.name = name
        self.email = email
        self.locale = locale
        self.plate = plate
        self.services = services
        self.start = start
        self.end = end
        self.expiresAt = expiresAt
        self.url = url
    }
}
