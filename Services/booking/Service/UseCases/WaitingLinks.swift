import Contracts
import Foundation

/// A place on the waiting list and the customer's key to it.
struct JoinedWaitingList: Codable, Sendable {
    let entry: WaitingEntry
    /// The bearer token behind the link; absent until the address is confirmed, by the letter that was sent to it.
    let token: String?
    let url: String?
}

/// The links by which a customer sees and answers for a place on the waiting list. One opens that entry and nothing else, for as long as the
/// entry is there; the other, which asks an address whether it wants to wait, confirms that and nothing else, and runs out.
struct WaitingLinks: Sendable {
    static let audience = "waiting-list"
    static let confirmationAudience = "waiting-list-confirmation"

    private let seal: PurposeSeal
    private let confirming: PurposeSeal
    /// The page reads the token from the address's fragment, which no server or proxy ever sees.
    private let page: URL

    init(secret: String, publicURL: URL) {
        seal = PurposeSeal(secret: secret, purpose: Self.audience)
        confirming = PurposeSeal(secret: secret, purpose: Self.confirmationAudience)
        page = publicURL.appending(path: "waiting")
    }

    func token(for entry: UUID) -> String { seal.seal(TokenBytes.of(entry)) }

    func url(for entry: UUID) -> String { "\(page.absoluteString)#\(token(for: entry))" }

    func entry(_ token: String?) throws(BookingError) -> UUID {
        guard let token, let bytes = seal.open(token, count: 16) else { throw .linkInvalid }
        return TokenBytes.id(bytes[...])
    }

    /// A place with the key to it.
    func opened(_ entry: WaitingEntry) -> JoinedWaitingList { JoinedWaitingList(entry: entry, token: token(for: entry.id), url: url(for: entry.id)) }

    /// Entry (16 bytes) and expiry in Unix seconds (8), sealed.
    func confirmationURL(for entry: UUID, until end: Date) -> String {
        let bytes = TokenBytes.of(entry) + TokenBytes.of(UInt64(max(end.timeIntervalSince1970, 0)), 8)
        return "\(page.absoluteString)#confirm=\(confirming.seal(bytes))"
    }

    /// The entry that a letter's link confirms.
    func confirmed(_ token: String?, at now: Date) throws(BookingError) -> UUID {
        guard let token, let bytes = confirming.open(token, count: 24) else { throw .linkInvalid }
        guard now < Date(timeIntervalSince1970: Double(TokenBytes.number(bytes[16...]))) else { throw .linkExpired }
        return TokenBytes.id(bytes[..<16])
    }
}
