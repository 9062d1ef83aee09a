import Concurrency
import Contracts
import Cryptography
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import ServiceKit

/// Sends one-time codes as soon as they are asked for. What certainly was not sent is tried again until it runs out. A mail that may have
/// been sent goes out again; a text message does not: it costs, the reader would hold two, and whoever got none asks for another code.
struct SendSignInCodes: Service {
    let name = "code sender"
    let database: PostgresClient
    let decide: DecideContact
    let letters: WriteLetters
    let mailer: Mailer
    /// Nil where no provider of text messages is set.
    let texts: SMSProvider?
    /// What the gateway seals codes under.
    let key: AEAD.Key
    let tracer: Tracer
    let logger: Logger
    let metrics: Metrics
    let clock: any WallClock
    let wakeup: Wakeup
    /// How long a code is held by whoever sends it: longer than any try takes.
    let lease: TimeInterval
    private static let batch = 8

    func run() async throws {
        await DueWork(wakeup: wakeup, logger: logger, failure: "Sending one-time codes failed").run { try await sendDue() }
    }

    /// - Returns: how many were tried.
    func sendDue() async throws -> Int {
        count(.unknown(""), .sms, try await SignInCodeStore.abandon(at: clock.now(), in: database))
        try await SignInCodeStore.expire(at: clock.now(), in: database)
        let due = try await SignInCodeStore.lease(limit: Self.batch, at: clock.now(), for: lease, in: database)
        let together = SendTogether(tracer: tracer, logger: logger, unnoted: "What came of a one-time code could not be noted")
        return await together.run(due, span: { _ in "send sign_in_code" }) { try await attempt($0) }
    }

    private func attempt(_ due: SignInCodeStore.Due) async throws {
        let delivery = await deliver(due)
        count(delivery, due.channel)
        if let reason = delivery.reason {
            logger.warning("Handing over a one-time code did not succeed", [
                "code": .string(due.id.text), "channel": .string(due.channel.rawValue), "error": .string(reason),
            ])
        }
        let now = clock.now()
        if case .later(let reason, let pause) = delivery {
            let next = now + max(min(pow(2, Double(due.attempts)), 60), (pause ?? .zero) / .seconds(1))
            if next < due.expiresAt { return try await SignInCodeStore.postpone(due, to: next, error: reason, in: database) }
        }
        var receipt: String?
        if case .taken(let given) = delivery { receipt = given }
        try await SignInCodeStore.settle(due, receipt: receipt, error: delivery.reason, at: now, in: database)
    }

    private func deliver(_ due: SignInCodeStore.Due) async -> CodeDelivery {
        let code: String
        do { code = try open(due) } catch { return .refused(String(describing: error)) }
        guard due.channel == .email || texts != nil else { return .unconfigured }
        do {
            if let stopped = try await decide(ContactWish(due)).outcome { return .refused(stopped.error ?? "") }
            switch due.channel {
            case .email:
                return await mailer.sendCode(try await letters.codeLetter(code, due.locale), to: due.address, id: due.id, at: clock.now())
            case .sms:
                let text = try await letters.codeText(code, due.locale).message.text
                return await texts?.send(text, to: due.address) ?? .unconfigured
            }
        } catch {
            return .later("the message could not be decided of or written: \(error)", after: nil)
        }
    }

    private func count(_ delivery: CodeDelivery, _ channel: SignInCodeRequested.Channel, _ number: Int = 1) {
        metrics.counter(
            "pitcrew_sign_in_codes_total", "Tries to hand over a one-time code, by channel and outcome.",
            labels: ["channel": channel.rawValue, "outcome": delivery.outcome]
        ).add(number)
    }

    private func open(_ due: SignInCodeStore.Due) throws -> String {
        guard let box = Base64URL.decode(due.sealedCode) else { throw CryptographyError.malformed("the sealed code is not base64url") }
        return String(decoding: try AEAD.open(box, key: key, associatedData: Array(due.id.text.utf8)), as: UTF8.self)
    }
}
