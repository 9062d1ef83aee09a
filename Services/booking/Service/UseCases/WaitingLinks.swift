import Contracts
import Foundation

/// The link by which a customer sees and answers for a place on the waiting list. It opens that entry and nothing else, for as long as the
/// entry is there.
struct WaitingLinks: Sendable {
    static let audience = "waiting-list"

    private let seal: PurposeSeal
    /// The page reads the token from the address's fragment, which no server or proxy ever sees.
    private let page: URL

    init(secret: String, publicURL: URL) {
        seal = PurposeSeal(secret: secret, purpose: Self.audience)
        page = publicURL.appending(path: "waiting")
    }

    func token(for entry: UUID) -> String { seal.seal(TokenBytes.of(entry)) }

    func url(for entry: UUID) -> String { "\(page.absoluteString)#\(token(for: entry))" }

    func entry(_ token: String?) throws(BookingError) -> UUID {
        guard let token, let bytes = seal.open(token, count: 16) else { throw .linkInvalid }
        return TokenBytes.id(bytes[...])
    }
}
