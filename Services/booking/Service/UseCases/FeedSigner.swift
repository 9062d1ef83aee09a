import Contracts
import Foundation

/// Makes and checks the addresses of calendar feeds, each with 21 bytes of claims, sealed for that kind of feed alone.
///
/// A calendar sends no header, so the token stands in the address, and whoever keeps a calendar for somebody reads it: it opens the feed and
/// nothing else. It has no expiry of its own, as a calendar is told its address once: a feed ends with its appointment, or when its customer voids
/// it. Layout, big-endian: format (1 byte), id of the appointment or customer (16), generation (4).
struct FeedSigner: Sendable {
    private static let claimsLength = 21

    private let format: UInt8
    private let seal: PurposeSeal
    private let feed: String

    /// Of one appointment.
    static func appointment(secret: String, publicURL: URL) -> FeedSigner {
        FeedSigner(format: 1, PurposeSeal(secret: secret, purpose: "calendar feed"), publicURL, "appointment.ics", parameter: "token")
    }

    /// Of all of a customer's.
    static func customer(secret: String, publicURL: URL) -> FeedSigner {
        FeedSigner(format: 2, PurposeSeal(secret: secret, purpose: "calendar feed of a customer"), publicURL, "customer.ics", parameter: "key")
    }

    private init(format: UInt8, _ seal: PurposeSeal, _ publicURL: URL, _ file: String, parameter: String) {
        self.format = format
        self.seal = seal
        // The door's address of this service.
        feed = "\(publicURL.appending(path: "api/booking/v1/calendars/\(file)").absoluteString)?\(parameter)="
    }

    func url(of subject: UUID, generation: Int) -> String {
        feed + seal.seal([format] + TokenBytes.of(subject) + TokenBytes.of(UInt64(max(generation, 0)), 4))
    }

    /// Nil for whatever was not made here for such a feed.
    func verify(_ token: String) -> (subject: UUID, generation: Int)? {
        guard let bytes = seal.open(token, count: Self.claimsLength), bytes[0] == format else { return nil }
        return (TokenBytes.id(bytes[1..<17]), Int(TokenBytes.number(bytes[17..<21])))
    }
}
