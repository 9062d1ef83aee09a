import Concurrency
import Contracts
import Cryptography
import Foundation
import Observability
import Outbox
import PostgreSQL

/// Sends a one-time code to whoever reads an address or a number. Whether anybody is known by it changes nothing: neither the answer nor its
/// time. A mail goes out in any case, and signing in with it makes the account; a text message goes to proved numbers only, which is
/// looked up once the asker has the answer (see `PassOnTextCodes`).
struct RequestSignInCode: Sendable {
    let database: PostgresClient
    let outbox: Outbox
    let key: CodeKey
    let limits: AttemptLimits
    let clock: any WallClock
    let ids: any IDGenerator
    /// Tells that a code for a number waits.
    let wakeup: Wakeup

    struct Requested: Sendable {
        let id: UUID
        let expiresAt: Date
    }

    /// - Parameter client: where the request comes from, as the door says.
    /// - Throws: `ValidationError`, `GatewayError.tooManyFailures`.
    func run(_ channel: SignInCodeRequested.Channel, address: String, locale: String?, client: String) async throws -> Requested {
        switch channel {
        case .email: try await byMail(address, locale: MessageLocale.validated(locale), client: client)
        case .sms: try await byText(address, locale: MessageLocale.validated(locale), client: client)
        }
    }

    private func byMail(_ address: String, locale: String, client: String) async throws -> Requested {
        let email = NaturalIdentity.normalized(email: address)
        guard TextRules.isPublicMailbox(email) else { throw ValidationError([FieldViolation("address", "must be an e-mail address")]) }
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

    private func byText(_ address: String, locale: String, client: String) async throws -> Requested {
        guard let number = PhoneNumber(address) else {
            throw ValidationError([FieldViolation("address", "must be a number in its international form, as +4930901820")])
        }
        try await limits.count("code \(number.text)", from: client, by: .text)
        let (id, code, now) = (ids.next(), OneTimeCode(), clock.now())
        let requested = Requested(id: id, expiresAt: now + OneTimeCode.lifetime)
        let waiting = SignInCodeStore.Waiting(
            id: id, number: number.text, locale: locale, sealed: try key.seal(code.text, id: id), expiresAt: requested.expiresAt,
            traceparent: Tracer.current?.traceparent
        )
        try await database.withTransaction(attempts: 3) { transaction in
            let hash = OneTimeCode.hash(code.text, id: id, key: key.hashing)
            try await SignInCodeStore.insert(waiting, hash: hash, at: now, in: transaction)
            transaction.afterCommit { wakeup.signal() }
        }
        return requested
    }
}
