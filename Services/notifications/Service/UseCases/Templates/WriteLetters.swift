import Contracts
import Foundation
import PostgreSQL

/// Puts what is to be told into words: the one way from an event to a message.
struct WriteLetters: Sendable {
    let book: TemplateBook
    let database: PostgresClient
    /// The door, for a button without a link of its own.
    let publicURL: URL

    func write(_ cause: MessageCause, on channel: MessageChannel = .email) async throws -> WrittenMessage {
        try await book.write(cause, on: channel, in: database)
    }

    /// An appointment's message.
    func write(_ due: LedgerStore.Due) async throws -> WrittenMessage {
        try await write(try .appointment(due.appointment, MessageKind(due.purpose), fallbackURL: publicURL.absoluteString))
    }

    func write(_ notice: WaitingNotice) async throws -> WrittenMessage {
        switch notice {
        case .offer(let offer): try await write(try MessageCause.offer(offer))
        case .confirmation(let asked): try await write(try MessageCause.confirmation(asked))
        }
    }

    /// Nil where there is nothing to tell.
    func write(_ request: ExceptionState) async throws -> WrittenMessage? {
        guard let cause = try MessageCause.request(request, fallbackURL: publicURL.absoluteString) else { return nil }
        return try await write(cause)
    }

    func write(_ change: AccountSecurityChange) async throws -> WrittenMessage {
        try await write(try .security(change, accountURL: publicURL.appending(path: "account").absoluteString))
    }

    func codeLetter(_ code: String, _ locale: String) async throws -> WrittenMessage {
        try await write(try cause(code, locale, host: nil))
    }

    /// One segment, so that it costs one and comes whole. Its last line binds the code to our pages, so that browsers fill it in there and
    /// nowhere else ("Origin-bound one-time codes delivered via SMS", WICG); it is left out where the host is so long that the message would
    /// need a second segment.
    func codeText(_ code: String, _ locale: String) async throws -> WrittenMessage {
        let bound = try await write(try cause(code, locale, host: publicURL.host()), on: .sms)
        if SMSLength(bound.message.text).segments == 1 { return bound }
        return try await write(try cause(code, locale, host: nil), on: .sms)
    }

    private func cause(_ code: String, _ locale: String, host: String?) throws -> MessageCause {
        try .signInCode(code, locale: locale, host: host, link: publicURL.absoluteString)
    }
}
