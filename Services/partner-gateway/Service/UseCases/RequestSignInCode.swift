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
        let now = clock.now(), code = try key.newCode(ids.next(), at: now)
        let event = SignInCodeRequested(
            id: code.id, channel: .email, address: email, locale: locale, sealedCode: code.sealed, expiresAt: code.expiresAt
        )
        try await database.withTransaction(attempts: 3) { transaction in
            try await SignInCodeStore.insert(
                code.id, email: email, locale: locale, hash: code.hash, at: now, expiresAt: code.expiresAt, in: transaction
            )
            try await outbox.add(.signInCodeRequested, subject: code.id, version: 1, payload: event, in: transaction)
        }
        return Requested(id: code.id, expiresAt: code.expiresAt)
    }

    private func byText(_ address: String, locale: String, client: String) async throws -> Requested {
        let number = try PhoneNumber.validated(address, "address")
        try await limits.count("code \(number.text)", from: client, by: .text)
        let now = clock.now(), code = try key.newCode(ids.next(), at: now)
        let waiting = SignInCodeStore.Waiting(
            id: code.id, number: number.text, locale: locale, sealed: code.sealed, expiresAt: code.expiresAt,
            traceparent: Tracer.current?.traceparent
        )
        try await database.withTransaction(attempts: 3) { transaction in
            try await SignInCodeStore.insert(waiting, hash: code.hash, at: now, in: transaction)
        }
        return Requested(id: code.id, expiresAt: code.expiresAt)
    }
}
