import Contracts
import Foundation

/// What a secure link says.
struct LinkClaims: Sendable, Hashable {
    let appointment: UUID
    let expires: Date
    /// Must be that of the appointment; raising it there voids all links given out.
    let generation: Int
}

/// Makes and checks the tokens of customers' links: 29 bytes of claims and their HMAC-SHA-256, in base64url.
///
/// Layout, big-endian: format (1 byte, 1), appointment id (16), expiry in Unix seconds (8), generation (4). The audience is not
/// sent; it goes into the signature, so that a token for one purpose is worthless for another.
struct LinkSigner: Sendable {
    static let audience = "appointment"
    private static let format: UInt8 = 1
    private static let claimsLength = 29

    private let seal: PurposeSeal
    /// The page that reads the token from the address's fragment, which no server or proxy ever sees.
    private let page: URL

    init(secret: String, publicURL: URL) {
        seal = PurposeSeal(secret: secret, purpose: Self.audience)
        page = publicURL.appending(path: "appointment")
    }

    func token(_ claims: LinkClaims) -> String {
        var bytes = [Self.format]
        bytes += TokenBytes.of(claims.appointment)
        bytes += TokenBytes.of(UInt64(max(claims.expires.timeIntervalSince1970, 0)), 8)
        bytes += TokenBytes.of(UInt64(max(claims.generation, 0)), 4)
        return seal.seal(bytes)
    }

    func url(token: String) -> String { "\(page.absoluteString)#\(token)" }

    /// - Throws: `linkInvalid` for whatever was not signed here, `linkExpired` after its time.
    func verify(_ token: String, at now: Date) throws(BookingError) -> LinkClaims {
        guard let bytes = seal.open(token, count: Self.claimsLength), bytes[0] == Self.format else { throw .linkInvalid }
        let expires = Date(timeIntervalSince1970: Double(TokenBytes.number(bytes[17..<25])))
        guard now < expires else { throw .linkExpired }
        return LinkClaims(
            appointment: TokenBytes.id(bytes[1..<17]), expires: expires, generation: Int(TokenBytes.number(bytes[25..<29]))
        )
    }
}
