import Contracts
import Foundation
import PostgreSQL

/// Shows a message as it would be sent, with real values or with those of an example.
struct PreviewTemplate: Sendable {
    let letters: WriteLetters
    let samples: SampleCauses

    struct Wish: Sendable {
        let key: TemplateKey
        /// What was not saved yet; nil for the draft, or what is said where there is none.
        let content: TemplateContent?
        /// A message of the ledger, whose appointment it tells; nil for an example.
        let message: UUID?
        /// The reader's locale; that of the template unless told.
        let locale: String?
    }

    /// - Throws: ``TemplateInvalid``, ``TemplateError``, `ValidationError`.
    func callAsFunction(_ wish: Wish) async throws -> WrittenMessage {
        let key = try wish.key.validated()
        guard let kind = key.kind else {
            throw ValidationError([FieldViolation("name", "is a fragment, which is seen in the messages that it is put into")])
        }
        let database = letters.database
        let snapshot = try await letters.book.snapshot(in: database)
        guard let content = try await content(wish, snapshot) else { throw TemplateError.unknown }
        let changed = snapshot.with(content, at: key)
        guard let source = changed.source(key) else { throw TemplateError.unknown }
        let template = try changed.checked(source)
        let isSaid = content == snapshot.source(key)?.content
        let shown = isSaid ? snapshot.source(key) ?? source : source
        let cause = try samples.cause(of: kind, locale: wish.locale ?? key.locale, appointment: try await appointment(wish, kind))
        do {
            return try WrittenMessage(cause, shown, template, snapshot.brand(key.brand))
        } catch {
            throw ValidationError([FieldViolation("content", "becomes longer than any message may be")])
        }
    }

    private func content(_ wish: Wish, _ snapshot: TemplateSnapshot) async throws -> TemplateContent? {
        if let content = wish.content { return content }
        return try await TemplateStore.standing(of: wish.key, in: letters.database).draft?.content ?? snapshot.source(wish.key)?.content
    }

    private func appointment(_ wish: Wish, _ kind: MessageKind) async throws -> AppointmentState? {
        guard let message = wish.message else { return nil }
        guard EventType.appointmentStates.contains(kind.event) else {
            throw ValidationError([FieldViolation("messageId", "is of use for messages about appointments")])
        }
        guard let state = try await LedgerStore.appointment(of: message, in: letters.database) else { throw TemplateError.unknownMessage }
        return state
    }
}
