import Contracts
import Foundation
import Outbound
import PostgreSQL

/// Sends a message to an address that somebody names, to see how it arrives. The ledger has it as a test, without the address.
struct SendTestMessage: Sendable {
    let preview: PreviewTemplate
    let mailer: Mailer
    /// Nil where no provider of text messages is set.
    let texts: SMSProvider?
    let clock: any WallClock
    let ids: any IDGenerator
    /// How many one caller may have sent in a minute.
    static let most = 10

    /// A test that the ledger has.
    struct Reserved: Codable, Sendable { let id: UUID }

    /// - Parameter address: a mail's, or a number in E.164.
    /// - Throws: ``TemplateInvalid``, ``TemplateError``, `ValidationError`.
    func write(_ wish: PreviewTemplate.Wish, for address: String) async throws -> WrittenMessage {
        try check(address, wish.key.channel)
        return try await preview(wish)
    }

    /// Notes a test before it is sent: where its sender dies over it, it is not sent again, and the ledger says that nobody knows.
    /// - Throws: ``TemplateError/tooManyTests``.
    func reserve(_ written: WrittenMessage, by caller: String, in transaction: PostgresTransaction) async throws -> Reserved {
        let (id, now) = (ids.next(), clock.now())
        guard try await TestLedger.count(by: caller, since: now - 60, in: transaction) < Self.most else { throw TemplateError.tooManyTests }
        try await TestLedger.reserve(id, written.source, by: caller, at: now, in: transaction)
        return Reserved(id: id)
    }

    /// Sends a test, and notes what came of it.
    func send(_ written: WrittenMessage, to address: String, id: UUID) async throws {
        let outcome = await outcome(written, to: address, id: id)
        try await TestLedger.settle(id, as: outcome, at: clock.now(), in: preview.letters.database)
    }

    private func check(_ address: String, _ channel: MessageChannel) throws {
        switch channel {
        case .email:
            guard TextRules.isPublicMailbox(address) else { throw ValidationError([FieldViolation("to", "must be an e-mail address")]) }
        case .sms:
            let digits = address.utf8.dropFirst()
            guard address.hasPrefix("+"), (7...15).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw ValidationError([FieldViolation("to", "must be a number as +4930123456")])
            }
            guard texts != nil else { throw TemplateError.noProvider }
        }
    }

    private func outcome(_ written: WrittenMessage, to address: String, id: UUID) async -> SendOutcome {
        guard written.source.key.channel == .sms else {
            do {
                return .sent(try await mailer.send(written, to: try EmailAddress(address), id: id, at: clock.now()))
            } catch {
                return SendOutcome(status: .failed, next: nil, error: Mailer.Failure(error).text, receipt: nil)
            }
        }
        let delivery = await texts?.send(written.message.text, to: address) ?? .unconfigured
        if case .taken(let receipt) = delivery { return .sent(receipt ?? "") }
        return SendOutcome(status: .failed, next: nil, error: delivery.reason, receipt: nil)
    }
}
