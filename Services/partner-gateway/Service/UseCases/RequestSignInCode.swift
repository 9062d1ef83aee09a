import Contracts
import Cryptography
import Foundation
import Outbox
import PostgreSQL

/// Sends a one-time code to whoever reads an address. Whether anybody is known by it changes nothing: neither the answer nor its time, and
/// signing in with it makes the account.
struct RequestSignInCode: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let key: CodeKey
    let limits: AttemptLimits
    let clock: any WallClock
    let ids: any IDGenerator

    struct Requested: Sendable {
        let id: UUID
        let expiresAt: Date
    }

    /// - Parameter client: where the request comes from, as the door says.
    /// - Throws: `ValidationError`, `GatewayError.tooManyFailures`.
    func run(address: String, locale: String?, client: String) async throws -> Requested {
        let email = NaturalIdentity.normalized(email: address)
        guard TextRules.isPublicMailbox(email) else { throw ValidationError([FieldViolation("address", "must be an e-mail address")]) }
        let locale = locale ?? "en"
        guard (2...35).contains(locale.utf8.count), locale.utf8.allSatisfy({ $0 == 0x2d || TextRules.isAlphanumeric($0) }) else {
            throw ValidationError([FieldViolation("locale", "must be a language tag, as de or pt-BR")])
        }
        try await limits.count("code \(email)", from: client)
        let (id, code, now) = (ids.next(), OneTimeCode(), clock.now())
        let requested = Requested(id: id, expiresAt: now + OneTimeCode.lifetime)
        let event = SignInCodeRequested(
            id: id, channel: .email, address: email, locale: locale, sealedCode: try key.seal(code.text, id: id),
            expiresAt: requested.expiresAt
        )
        try await database.withTransaction(attempts: 3) { transaction in
            try await SignInCodeStore.insert(
                id, email: email, hash: OneTimeCode.hash(code.text, id: id, key: key.hashing), at: now, expiresAt: requested.expiresAt,
                in: transaction
            )
            try await outbox.add(.signInCodeRequested, subject: id, version: 1, payload: event, in: transaction)
        }
        return requested
    }
}

/// The keys that codes are sealed and hashed under, derived from the cell's code secret, which notifications has too.
struct CodeKey: Sendable {
    let sealing: AEAD.Key
    let hashing: [UInt8]

    init(secret: String) throws {
        sealing = try AEAD.Key(secret: secret, purpose: SignInCodeRequested.sealingPurpose)
        hashing = try AEAD.Key(secret: secret, purpose: "sign-in code hashes").bytes
    }

    func seal(_ code: String, id: UUID) throws -> String {
        Base64URL.encode(try AEAD.seal(Array(code.utf8), key: sealing, associatedData: Array(id.text.utf8)))
    }
}
