import Contracts
import Foundation

/// What a secure link is for. A link of one purpose opens nothing else.
enum LinkPurpose: UInt8, Sendable, CaseIterable {
    /// The customer's own: see, move, cancel, ask.
    case manage = 1
    /// See, and nothing else.
    case view = 2
    /// Agree to a fee.
    case confirmFee = 3
    /// Answer a proposal.
    case answer = 4

    /// Whether it authorises one action on the appointment as it stands: any later change of that makes it void.
    var isForOneAction: Bool {
        switch self {
        case .manage, .view: false
        case .confirmFee, .answer: true
        }
    }
}

/// What a secure link says.
struct LinkClaims: Sendable, Hashable {
    var purpose = LinkPurpose.manage
    let appointment: UUID
    let expires: Date
    /// Must be that of the appointment; raising it there voids all links given out.
    let generation: Int
    /// The version of the appointment that the link is about; 0 where it outlives changes.
    var version: Int64 = 0
}

/// Makes and checks the tokens of customers' links: claims, sealed.
///
/// Two formats, told by the first byte, all numbers big-endian:
/// - 1, of links to manage: appointment id (16 bytes), expiry in Unix seconds (8), generation (4). Sealed for managing alone. Links to
///   manage stay in this form, so that those mailed before an upgrade work after it, and those mailed after one when it is taken back.
/// - 2, of all others: purpose (1), appointment id (16), expiry (8), generation (4), version of the appointment (8).
struct LinkSigner: Sendable {
    static let audience = "appointment"

    private let managing: PurposeSeal
    private let others: PurposeSeal
    /// The page that reads the token from the address's fragment, which no server or proxy ever sees.
    private let page: URL

    init(secret: String, publicURL: URL) {
        managing = PurposeSeal(secret: secret, purpose: Self.audience)
        others = PurposeSeal(secret: secret, purpose: "2")
        page = publicURL.appending(path: "appointment")
    }

    func token(_ claims: LinkClaims) -> String {
        var bytes: [UInt8] = claims.purpose == .manage ? [1] : [2, claims.purpose.rawValue]
        bytes += TokenBytes.of(claims.appointment)
        bytes += TokenBytes.of(UInt64(max(claims.expires.timeIntervalSince1970, 0)), 8)
        bytes += TokenBytes.of(UInt64(max(claims.generation, 0)), 4)
        guard claims.purpose != .manage else { return managing.seal(bytes) }
        return others.seal(bytes + TokenBytes.of(UInt64(max(claims.version, 0)), 8))
    }

    func url(token: String) -> String { "\(page.absoluteString)#\(token)" }

    /// - Parameter purpose: what the caller is about to do; a link that is for something else is not valid for it.
    /// - Throws: `linkInvalid` for whatever was not signed here for this purpose, `linkExpired` after its time.
    func verify(_ token: String, for purpose: LinkPurpose = .manage, at now: Date) throws(BookingError) -> LinkClaims {
        guard let claims = purpose == .manage ? managed(token) : other(token, purpose) else { throw .linkInvalid }
        guard now < claims.expires else { throw .linkExpired }
        return claims
    }

    private func managed(_ token: String) -> LinkClaims? {
        guard let bytes = managing.open(token, count: 29), bytes[0] == 1 else { return nil }
        return claims(.manage, bytes[1..<29], version: 0)
    }

    private func other(_ token: String, _ purpose: LinkPurpose) -> LinkClaims? {
        guard let bytes = others.open(token, count: 38), bytes[0] == 2, bytes[1] == purpose.rawValue else { return nil }
        return claims(purpose, bytes[2..<30], version: Int64(truncatingIfNeeded: TokenBytes.number(bytes[30..<38])))
    }

    /// - Parameter bytes: 28: id, expiry and generation.
    private func claims(_ purpose: LinkPurpose, _ bytes: ArraySlice<UInt8>, version: Int64) -> LinkClaims {
        LinkClaims(
            purpose: purpose, appointment: TokenBytes.id(bytes.prefix(16)),
            expires: Date(timeIntervalSince1970: Double(TokenBytes.number(bytes.dropFirst(16).prefix(8)))),
            generation: Int(TokenBytes.number(bytes.dropFirst(24))), version: version
        )
    }
}
