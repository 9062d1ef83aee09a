import Contracts
import Cryptography
import Foundation

/// What a check-in code says. It names nobody.
struct CheckInClaims: Sendable, Hashable {
    let appointment: UUID
    let workshop: UUID
    /// That of the appointment's links: a new link voids the codes too.
    let generation: Int
    /// Whole minutes.
    let opens: Date
    let closes: Date
}

/// Makes and checks check-in codes: 45 bytes of claims and an ES256 signature over them, in base64url.
///
/// Layout, big-endian: format (1 byte, 1), appointment id (16), workshop id (16), generation (4), the window in minutes since 1970 (4 and 4).
/// The purpose goes into the signature. Signed and not sealed with a secret, so that a page at the workshop can check one without network. The
/// key is derived from the links' secret, so every instance has it, and what voids all links voids all codes.
struct CheckInCodes: Sendable {
    static let purpose = "pitcrew check-in\n"
    private static let format: UInt8 = 1
    private static let claimsLength = 45
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    private let key: ES256.PrivateKey
    private let seal: PurposeSeal

    init(secret: String) throws {
        key = try Self.derived(from: secret)
        seal = PurposeSeal(secret: secret, purpose: "check-in spoken")
    }

    var publicKey: CheckInKeyView {
        CheckInKeyView(kty: "EC", crv: "P-256", x: Base64URL.encode(key.publicKey.x), y: Base64URL.encode(key.publicKey.y))
    }

    func code(_ claims: CheckInClaims) throws -> String {
        var bytes = [Self.format] + TokenBytes.of(claims.appointment) + TokenBytes.of(claims.workshop)
        bytes += TokenBytes.of(UInt64(max(claims.generation, 0)), 4)
        for instant in [claims.opens, claims.closes] { bytes += TokenBytes.of(UInt64(max(instant.timeIntervalSince1970, 0) / 60), 4) }
        return Base64URL.encode(try bytes + key.sign(Array(Self.purpose.utf8) + bytes))
    }

    /// Nil for whatever was not signed here.
    func verify(_ code: String) -> CheckInClaims? {
        guard let all = Base64URL.decode(code), all.count == Self.claimsLength + 64, all[0] == Self.format else { return nil }
        let bytes = Array(all.prefix(Self.claimsLength))
        guard key.publicKey.verify(Array(all.dropFirst(Self.claimsLength)), of: Array(Self.purpose.utf8) + bytes) else { return nil }
        func instant(_ part: Range<Int>) -> Date { Date(timeIntervalSince1970: Double(TokenBytes.number(bytes[part])) * 60) }
        return CheckInClaims(
            appointment: TokenBytes.id(bytes[1..<17]), workshop: TokenBytes.id(bytes[17..<33]),
            generation: Int(TokenBytes.number(bytes[33..<37])), opens: instant(37..<41), closes: instant(41..<45)
        )
    }

    /// Eight characters of Crockford's Base32 (forty bits), which have no letter that is taken for another: to be read out where no camera
    /// helps. Only who may check in anyway can try some, and only against the appointments of these days.
    func spoken(_ appointment: UUID, generation: Int) -> String {
        let bytes = seal.signature(of: TokenBytes.of(appointment) + TokenBytes.of(UInt64(max(generation, 0)), 4))
        let bits = TokenBytes.number(bytes[..<5])
        return String((0..<8).map { Self.alphabet[Int(bits >> UInt64((7 - $0) * 5) & 31)] })
    }

    /// What was typed as one of those: without spaces and hyphens, O for 0, I and L for 1. Nil where it cannot be one.
    static func typed(_ text: String) -> String? {
        let letters = text.uppercased().filter { $0 != " " && $0 != "-" }.map { $0 == "O" ? "0" : $0 == "I" || $0 == "L" ? "1" : $0 }
        return letters.count == 8 && letters.allSatisfy(alphabet.contains) ? String(letters) : nil
    }

    /// A private key of P-256 from a secret: candidates are drawn until one lies in the group's order (FIPS 186-5, appendix A.2.2), which all
    /// but one in four thousand million do at once.
    private static func derived(from secret: String) throws -> ES256.PrivateKey {
        for attempt in 0..<8 {
            let scalar = try HKDF.sha256(secret: Array(secret.utf8), info: Array("pitcrew check-in key \(attempt)".utf8), count: 32)
            if let key = try? ES256.PrivateKey(pem: pem(of: scalar)) { return key }
        }
        throw CheckInKeyMissing()
    }

    /// `ECPrivateKey` (RFC 5915) without the public key, which OpenSSL computes.
    private static func pem(of scalar: [UInt8]) -> String {
        let der: [UInt8] = [0x30, 0x31, 0x02, 0x01, 0x01, 0x04, 0x20] + scalar
            + [0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]
        return "-----BEGIN EC PRIVATE KEY-----\n\(Data(der).base64EncodedString())\n-----END EC PRIVATE KEY-----\n"
    }
}

/// The secret gave no key: it cannot happen by chance.
struct CheckInKeyMissing: Error, CustomStringConvertible {
    let description = "no check-in key could be derived from PITCREW_LINK_SECRET"
}
