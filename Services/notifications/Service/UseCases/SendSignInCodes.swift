import Concurrency
import Contracts
import Cryptography
import Foundation
import Lifecycle
import Observability
import PostgreSQL
import ServiceKit

/// Sends one-time codes as soon as they are asked for, and tries again until they run out.
struct SendSignInCodes: Service {
    let name = "code sender"
    let database: PostgresClient
    let mailer: Mailer
    /// What the gateway seals codes under.
    let key: AEAD.Key
    let tracer: Tracer
    let logger: Logger
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
        try await SignInCodeStore.expire(at: clock.now(), in: database)
        let due = try await SignInCodeStore.lease(limit: Self.batch, at: clock.now(), for: lease, in: database)
        await withTaskGroup(of: Void.self) { group in
            for code in due { group.addTask { await send(code) } }
        }
        return due.count
    }

    /// A note that fails is that code's own trouble: it is tried again when its lease is over.
    private func send(_ due: SignInCodeStore.Due) async {
        let parent = due.traceparent.flatMap(TraceContext.init(traceparent:))
        await tracer.withSpan("send sign_in_code", kind: .client, parent: parent) {
            do {
                try await attempt(due)
            } catch {
                logger.warning("What came of a one-time code could not be noted", ["error": .string(String(describing: error))])
            }
        }
    }

    private func attempt(_ due: SignInCodeStore.Due) async throws {
        do {
            _ = try await mailer.send(SignInLetter(code: try open(due), locale: due.locale), to: due.address, id: due.id, at: clock.now())
        } catch {
            let failure = Mailer.Failure(error)
            logger.warning("A one-time code could not be sent", ["code": .string(due.id.text), "error": .string(failure.text)])
            let next = clock.now() + min(pow(2, Double(due.attempts)), 60)
            guard !failure.isPermanent, !(error is CryptographyError), next < due.expiresAt else {
                return try await SignInCodeStore.settle(due, error: failure.text, at: clock.now(), in: database)
            }
            return try await SignInCodeStore.postpone(due, to: next, error: failure.text, in: database)
        }
        try await SignInCodeStore.settle(due, error: nil, at: clock.now(), in: database)
    }

    private func open(_ due: SignInCodeStore.Due) throws -> String {
        guard let box = Base64URL.decode(due.sealedCode) else { throw CryptographyError.malformed("the sealed code is not base64url") }
        return String(decoding: try AEAD.open(box, key: key, associatedData: Array(due.id.text.utf8)), as: UTF8.self)
    }
}
