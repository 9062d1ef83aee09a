import Contracts
import Cryptography
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

    private let key: [UInt8]
    /// The page that reads the token from the address's fragment, which no server or proxy ever sees.
    private let page: URL

    init(secret: String, publicURL: URL) {
        key = Array(secret.utf8)
        page = publicURL.appending(path: "appointment")
    }

    func token(_ claims: LinkClaims) -> String {
        var bytes = [Self.format]
        bytes += Self.bytes(of: claims.appointment)
        bytes += Self.bigEndian(UInt64(max(claims.expires.timeIntervalSince1970, 0)), 8)
        bytes += Self.bigEndian(UInt64(max(claims.generation, 0)), 4)
        return Base64URL.encode(bytes + signature(of: bytes))
    }

    func url(token: String) -> String { "\(page.absoluteString)#\(token)" }

    /// - Throws: `linkInvalid` for whatever was not signed here, `linkExpired` after its time.
    func verify(_ token: String, at now: Date) throws(BookingError) -> LinkClaims {
        guard let bytes = Base64URL.decode(token), bytes.count == Self.claimsLength + 32, bytes[0] == Self.format,
            constantTimeEquals(signature(of: Array(bytes.prefix(Self.claimsLength))), Array(bytes.dropFirst(Self.claimsLength)))
        else { throw .linkInvalid }
        let expires = Date(timeIntervalSince1970: Double(Self.number(bytes[17..<25])))
        guard now < expires else { throw .linkExpired }
        return LinkClaims(
            appointment: UUID(high: Self.number(bytes[1..<9]), low: Self.number(bytes[9..<17])), expires: expires,
            generation: Int(Self.number(bytes[25..<29]))
        )
    }

    private func signature(of claims: [UInt8]) -> [UInt8] {
        HMAC.sha256(key: key, Array("pitcrew link \(Self.audience)\n".utf8) + claims)
    }

    private static func bytes(of id: UUID) -> [UInt8] {
        let u = id.uuid
        return [u.0, u.1, u.2, u.3, u.4, u.5, u.6, u.7, u.8, u.9, u.10, u.11, u.12, u.13, u.14, u.15]
    }

    private static func bigEndian(_ value: UInt64, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt64((count - 1 - $0) * 8)) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 { bytes.reduce(0) { $0 << 8 | UInt64($1) } }
}
