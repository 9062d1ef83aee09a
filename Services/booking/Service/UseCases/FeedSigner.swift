import Contracts
import Foundation

/// Makes and checks the tokens of calendar feeds: 21 bytes of claims, sealed for this purpose alone.
///
/// A calendar sends no header, so the token stands in the address, and whoever keeps a calendar for somebody reads it: it opens the feed and
/// nothing else. It has no expiry of its own, as a calendar is told its address once while the appointment may move; the feed ends with the
/// appointment. Layout, big-endian: format (1 byte, 1), appointment id (16), generation (4).
struct FeedSigner: Sendable {
    private static let format: UInt8 = 1
    private static let claimsLength = 21

    private let seal: PurposeSeal
    private let feed: URL

    init(secret: String, publicURL: URL) {
        seal = PurposeSeal(secret: secret, purpose: "calendar feed")
        // The door's address of this service.
        feed = publicURL.appending(path: "api/booking/v1/calendars/appointment.ics")
    }

    func token(of appointment: UUID, generation: Int) -> String {
        seal.seal([Self.format] + TokenBytes.of(appointment) + TokenBytes.of(UInt64(max(generation, 0)), 4))
    }

    func url(of appointment: UUID, generation: Int) -> String {
        "\(feed.absoluteString)?token=\(token(of: appointment, generation: generation))"
    }

    /// Nil for whatever was not made here for a feed.
    func verify(_ token: String) -> (appointment: UUID, generation: Int)? {
        guard let bytes = seal.open(token, count: Self.claimsLength), bytes[0] == Self.format else { return nil }
        return (TokenBytes.id(bytes[1..<17]), Int(TokenBytes.number(bytes[17..<21])))
    }
}
