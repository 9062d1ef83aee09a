import Contracts
import Foundation
import Observability
import PostgreSQL
import Synchronization

/// The templates that are said, kept in memory and read again when they change.
final class TemplateBook: Sendable {
    /// Templates as of a revision, and those that were made ready.
    private struct Kept {
        var snapshot: TemplateSnapshot
        var ready: [TemplateKey: CheckedTemplate?] = [:]
    }

    private let kept: Mutex<Kept>
    private let logger: Logger

    init(logger: Logger) {
        self.logger = logger
        kept = Mutex(Kept(snapshot: .shipped))
    }

    /// What is said now.
    func snapshot(in database: some Querying) async throws -> TemplateSnapshot {
        let revision = try await TemplateStore.revision(in: database)
        if let known = kept.withLock({ $0.snapshot.revision == revision ? $0.snapshot : nil }) { return known }
        let snapshot = try await TemplateStore.snapshot(in: database)
        kept.withLock { if $0.snapshot.revision < snapshot.revision { $0 = Kept(snapshot: snapshot) } }
        return snapshot
    }

    /// Says something in the words of its brand, channel and language.
    /// - Throws: where the database is away, or a message is longer than any may be.
    func write(_ cause: MessageCause, on channel: MessageChannel, in database: some Querying) async throws -> WrittenMessage {
        try write(cause, on: channel, as: try await snapshot(in: database))
    }

    /// What was published and does not fit its event any more gives way to what came with the service: a message is late for nobody's mistake.
    func write(_ cause: MessageCause, on channel: MessageChannel, as snapshot: TemplateSnapshot) throws -> WrittenMessage {
        let (name, brand) = snapshot.brand(of: cause.workshop)
        let locales = TemplateKey.locales(cause.locale, brand.locale)
        for candidate in [snapshot, TemplateSnapshot.shipped] {
            guard let source = candidate.find(cause.kind.rawValue, channel, locales: locales, brand: name) else { continue }
            guard let template = ready(source, as: candidate) else { continue }
            return try WrittenMessage(cause, source, template, brand)
        }
        throw NothingToSay(kind: cause.kind, channel: channel)
    }

    private func ready(_ source: TemplateSnapshot.Source, as snapshot: TemplateSnapshot) -> CheckedTemplate? {
        let known = kept.withLock { $0.snapshot.revision == snapshot.revision ? $0.ready[source.key] : nil }
        if let known { return known }
        let template = made(source, as: snapshot)
        kept.withLock { if $0.snapshot.revision == snapshot.revision { $0.ready[source.key] = .some(template) } }
        return template
    }

    private func made(_ source: TemplateSnapshot.Source, as snapshot: TemplateSnapshot) -> CheckedTemplate? {
        do {
            return try snapshot.checked(source)
        } catch {
            let first = error.issues.first?.text ?? ""
            logger.warning("A published template does not fit its event any more", ["template": .string(source.text), "error": .string(first)])
            return nil
        }
    }
}

extension TemplateSnapshot {
    /// The template of a message, made ready.
    /// - Throws: ``TemplateInvalid``, also for a fragment, which is nothing alone.
    func checked(_ source: Source) throws(TemplateInvalid) -> CheckedTemplate {
        guard let kind = source.key.kind else { throw TemplateInvalid(issues: []) }
        return try compiler(for: source.key).compile(source.content, of: kind.rawValue, variables: ContractVariables.of(kind))
    }
}

/// A message in words, and in which template they stand.
struct WrittenMessage: Sendable {
    let message: RenderedMessage
    let source: TemplateSnapshot.Source
    let brand: Brand

    /// Numbers and times are those of the reader's country, where the words are in the reader's language.
    init(_ cause: MessageCause, _ source: TemplateSnapshot.Source, _ template: CheckedTemplate, _ brand: Brand) throws {
        let language = MessageLanguage.of(source.key.locale)
        let locale = !cause.locale.isEmpty && MessageLanguage.of(cause.locale) == language ? cause.locale : source.key.locale
        var values = cause.values
        values["link"] = .string(cause.link)
        values["language"] = .string(source.key.locale)
        values["direction"] = .string(MessageLanguage.direction(of: language))
        values["brand"] = brand.values
        message = try RenderedMessage(template, .object(values), MessageFormats(locale: locale, zone: cause.zone))
        (self.source, self.brand) = (source, brand)
    }
}

/// There is no template for a message on a channel.
struct NothingToSay: Error, CustomStringConvertible {
    let kind: MessageKind
    let channel: MessageChannel
    var description: String { "there is no template of \(kind.rawValue) for \(channel.rawValue)" }
}
