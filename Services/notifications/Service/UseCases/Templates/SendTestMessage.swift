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
    /// How many one caller may have sent in a minute.
    static let most = 10

    /// - Parameters:
    ///   - id: of the test: the same is sent once, and given up where its sender died over it.
    ///   - address: a mail's, or a number in E.164.
    /// - Throws: ``TemplateInvalid``, ``TemplateError``, `ValidationError`.
    func callAsFunction(_ wish: PreviewTemplate.Wish, to address: String, id: UUID, by caller: String) async throws -> LedgerEntry {
        try check(address, wish.key.channel)
        let written = try await preview(wish)
        let database = preview.letters.database
        let now = clock.now()
        let isNew = try await database.withTransaction(attempts: 3) { transaction in
            // Counted with this one, so that the same again is no further one.
            let count = try await TestLedger.count(by: caller, since: now - 60, in: transaction)
            let isNew = try await TestLedger.reserve(id, written.source, by: caller, at: now, in: transaction)
            guard !isNew || count < Self.most else { throw TemplateError.tooManyTests }
            return isNew
        }
        if isNew { try await TestLedger.settle(id, as: await send(written, to: address, id: id), at: clock.now(), in: database) }
        guard let entry = try await LedgerStore.find(id, in: database) else { throw TemplateError.unknownMessage }
        return entry
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

    private func send(_ written: WrittenMessage, to address: String, id: UUID) async -> SendOutcome {
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
