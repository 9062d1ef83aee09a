import Foundation

/// Somebody who is not signed in wants to wait: whoever reads the mail of the address they gave is asked whether that is so. Told once for each
/// letter.
public struct WaitingListConfirmation: EventPayload, Hashable {
    public static let schemaVersion = 1
    /// Of the place on the waiting list.
    public var id: UUID
    /// The number of the letter.
    public var version: Int64
    public var workshop: WorkshopReference
    public var name: String
    public var email: String
    /// BCP 47.
    public var locale: String
    public var plate: String
    /// The names of the services.
    public var services: [String]
    /// The first and the last day that suit.
    public var from: LocalDate
    public var to: LocalDate
    /// Whether the address was confirmed before: then the link only leads back to the place.
    public var isConfirmed: Bool
    /// Until then the link counts.
    public var expiresAt: Date
    /// Where it is answered; holds a token, so it is personal data.
    public var url: String

    public init(
        id: UUID, version: Int64, workshop: WorkshopReference, name: String, email: String, locale: String, plate: String, services: [String],
        from: LocalDate, to: LocalDate, isConfirmed: Bool, expiresAt: Date, url: String
    ) {
        self.id = id
        self.version = version
        self.workshop = workshop
        self.name = name
        self.email = email
        self.locale = locale
        self.plate = plate
        self.services = services
        self.from = from
        self.to = to
        self.isConfirmed = isConfirmed
        self.expiresAt = expiresAt
        self.url = url
    }
}
