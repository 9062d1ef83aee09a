import Contracts
import Foundation

@testable import Booking
@testable import Cryptography
@testable import PartnerGateway

/// Nothing counts but what was signed here, to the last bit. The input: what to do, where to flip, then texts.
enum TokenProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 20_000 else { return }
        var input = FuzzInput(bytes)
        switch input.byte() {
        case UInt8(ascii: "j"): try foreignToken(input.text())
        case UInt8(ascii: "s"): try signedToken(flip: input.word(), claims: input.text())
        case UInt8(ascii: "e"): try signature(flip: input.word(), message: input.remainder())
        case UInt8(ascii: "l"): try link(flip: input.word(), &input)
        case UInt8(ascii: "w"): try webhook(flip: input.word(), id: input.text(), body: input.text())
        case UInt8(ascii: "k"): try keys(input.remainder())
        case UInt8(ascii: "p"): try password(input.text())
        case UInt8(ascii: "b"): try credentials(input.text(), input.text())
        case UInt8(ascii: "c"): try cursor(input.text())
        default: try base64(input.remainder())
        }
    }

    private struct Claims: Codable, Equatable {
        var iss = "https://pitcrew.example"
        var aud = "pitcrew"
        var exp = now.addingTimeInterval(60)
        var sub: String
    }

    private static let now = Date(timeIntervalSince1970: 1_774_764_000)
    private static let key = try? ES256.PrivateKey.generate()
    private static let keySet = JWKSet(keys: key.map { [JWK(keyID: "k1", key: $0.publicKey)] } ?? [])

    private static func verify(_ token: String) throws(JWTError) -> Claims {
        try JWT.verify(token, as: Claims.self, keys: keySet, issuer: "https://pitcrew.example", audience: "pitcrew", now: now)
    }

    /// The key is new in every process: no input can hold a token of it.
    private static func foreignToken(_ text: String) throws {
        try demand((try? verify(text)) == nil, "a token that was never signed counts")
        try demand((try? signer.verify(text, at: now)) == nil, "a link that was never signed counts")
    }

    private static func signedToken(flip: UInt64, claims subject: String) throws {
        guard let key else { throw Violation(description: "no key") }
        let claims = Claims(sub: subject)
        let token = try JWT.sign(claims: claims, key: key, kid: "k1")
        guard token.utf8.count <= JWT.longest else { return }
        try demand(try verify(token) == claims, "a signed token gives other claims")
        try demand((try? verify(flipped(token, flip))) == nil, "a token with one bit flipped counts")
        let parts = token.split(separator: ".").map(String.init)
        guard let signature = Base64URL.decode(parts[2]) else { throw Violation(description: "no signature") }
        let damaged = parts[0] + "." + parts[1] + "." + Base64URL.encode(flipped(signature, flip))
        try demand((try? verify(damaged)) == nil, "a signature with one bit flipped counts")
        try demand((try? verify(parts[0] + "." + parts[1] + ".")) == nil, "a token without a signature counts")
    }

    private static func signature(flip: UInt64, message: [UInt8]) throws {
        guard let key else { throw Violation(description: "no key") }
        let signature = try key.sign(message)
        try demand(key.publicKey.verify(signature, of: message), "a signature does not verify")
        try demand(!key.publicKey.verify(flipped(signature, flip), of: message), "a signature with one bit flipped verifies")
        if !message.isEmpty { try demand(!key.publicKey.verify(signature, of: flipped(message, flip)), "another message verifies") }
        try demand(!key.publicKey.verify(message, of: message) && !key.publicKey.verify(Array(message.prefix(64)), of: []), "forged")
    }

    private static let signer = LinkSigner(secret: "a secret of some length, for fuzzing", publicURL: URL(filePath: "/"))

    private static func link(flip: UInt64, _ input: inout FuzzInput) throws {
        let expires = Date(timeIntervalSince1970: Double(input.word() % (1 << 40)))
        let claims = LinkClaims(appointment: UUID(high: input.word(), low: input.word()), expires: expires, generation: Int(input.word() >> 33))
        let token = signer.token(claims)
        let before = expires.addingTimeInterval(-1)
        try demand(try signer.verify(token, at: before) == claims, "a link gives other claims")
        try demand((try? signer.verify(token, at: expires)) == nil, "a link counts after its end")
        try demand((try? signer.verify(flipped(token, flip), at: before)) == nil, "a link with one bit flipped counts")
        guard let bytes = Base64URL.decode(token) else { throw Violation(description: "no base64url") }
        try demand((try? signer.verify(Base64URL.encode(flipped(bytes, flip)), at: before)) == nil, "a link with one bit flipped counts")
        let other = LinkSigner(secret: "another secret of some length, too", publicURL: URL(filePath: "/"))
        try demand((try? other.verify(token, at: before)) == nil, "a link of another secret counts")
    }

    /// The receiver's side is not ours: what it compares must change with every bit, and no part may run into the next.
    private static func webhook(flip: UInt64, id: String, body: String) throws {
        func sign(_ body: String, _ secret: [UInt8]) -> [(String, String)] {
            WebhookSignature.headers(id: id, timestamp: now, body: body, secrets: [secret])
        }
        let secret = Array("a secret".utf8)
        let fields = sign(body, secret)
        try demand(fields.map(\.0) == ["webhook-id", "webhook-timestamp", "webhook-signature"], "other fields")
        let mac = Data(base64Encoded: String(fields[2].1.dropFirst(3)))
        try demand(fields[2].1.hasPrefix("v1,") && mac?.count == 32, "no signature")
        try demand(fields[2].1 != sign(body, flipped(secret, flip))[2].1, "another secret gives the same signature")
        let other = String(decoding: flipped(Array(body.utf8), flip), as: UTF8.self)
        if other != body { try demand(fields[2].1 != sign(other, secret)[2].1, "another body gives the same signature") }
    }

    private static func keys(_ bytes: [UInt8]) throws {
        if let set = try? JSONDecoder().decode(JWKSet.self, from: Data(bytes)) {
            let again = try JSONDecoder().decode(JWKSet.self, from: JSONEncoder().encode(set))
            try demand(again == set, "keys are others when written and read")
            for key in set.keys { try demand(try ES256.PublicKey(pem: key.key.pem()) == key.key, "a key is another in PEM") }
        }
        if let key = try? ES256.PublicKey(pem: String(decoding: bytes, as: UTF8.self)) {
            try demand(try ES256.PublicKey(x: key.x, y: key.y) == key, "a key is another by its coordinates")
        }
        if let key = try? ES256.PrivateKey(pem: String(decoding: bytes, as: UTF8.self)) {
            try demand(key.publicKey.verify(try key.sign(bytes), of: bytes), "a private key does not fit its public half")
        }
        _ = try? ES256.PublicKey(x: Array(bytes.prefix(32)), y: Array(bytes.suffix(32)))
    }

    private static func password(_ text: String) throws {
        guard let stored = StoredPassword(text) else { return }
        try demand(stored.text == text, "two texts for one stored password")
    }

    private static func credentials(_ user: String, _ password: String) throws {
        _ = BasicCredentials(user)
        let header = "Basic " + Data("\(TargetProperty.encode(user)):\(TargetProperty.encode(password))".utf8).base64EncodedString()
        guard let read = BasicCredentials(header) else { throw Violation(description: "credentials cannot be read") }
        try demand(read.user.utf8.elementsEqual(user.utf8) && read.password.utf8.elementsEqual(password.utf8), "other credentials")
        // A colon is the end of the user's name, whatever follows it.
        let bare = "Basic " + Data("user:\(password)".utf8).base64EncodedString()
        try demand(BasicCredentials(bare)?.user == "user" || password.utf8.contains(UInt8(ascii: "%")), "the colon is not seen")
    }

    private static func cursor(_ text: String) throws {
        do {
            let cursor = try PageCursor(text: Base64URL.encode(text.utf8))
            try demand(LocalDate(cursor.day.description) == cursor.day, "a day that cannot be written")
            try demand(abs(cursor.day.daysSince1970 * 86_400 - Int(cursor.start.timeIntervalSince1970)) < 3 * 86_400, "another day")
        } catch let error as ValidationError {
            try demand(error.violations.map(\.field) == ["cursor"], "refused without its name")
        }
        _ = try? PageCursor(text: text)
    }

    private static func base64(_ bytes: [UInt8]) throws {
        try demand(Base64URL.decode(Base64URL.encode(bytes)) == bytes, "bytes do not survive base64url")
        let text = String(decoding: bytes, as: UTF8.self)
        if let decoded = Base64URL.decode(text) { try demand(Base64URL.encode(decoded) == text, "two texts for the same bytes") }
    }

    private static func flipped(_ bytes: [UInt8], _ place: UInt64) -> [UInt8] {
        guard !bytes.isEmpty else { return bytes }
        var bytes = bytes
        let bit = Int(place % UInt64(bytes.count * 8))
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        return bytes
    }

    private static func flipped(_ text: String, _ place: UInt64) -> String { String(decoding: flipped(Array(text.utf8), place), as: UTF8.self) }
}
