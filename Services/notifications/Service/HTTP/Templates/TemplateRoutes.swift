import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// The words that messages are said in, for whoever writes them.
struct TemplateRoutes: Sendable {
    let database: PostgresClient
    let editor: EditTemplate
    let preview: PreviewTemplate
    let test: SendTestMessage

    static let reading = Access.anyPermission([.campaigns, .customers])
    static let writing = Access.permission(.campaigns)
    private static let path = "/v1/templates/{brand}/{name}/{channel}/{locale}"

    func add(to router: inout Router) {
        list(&router)
        read(&router)
        edit(&router)
        tryOut(&router)
    }

    private func list(_ router: inout Router) {
        router.on(
            .get, "/v1/templates", operation: "listTemplates", summary: "A brand's templates: those that came with the service, and its own",
            access: Self.reading, query: TemplatesQuery.self, output: TemplatesPage.self
        ) { _, query, _ in .ok(TemplatesPage(items: try await summaries(query))) }
        router.on(
            .get, "/v1/template-variables/{name}", operation: "listTemplateVariables", summary: "What templates of a message may name",
            access: Self.reading, output: TemplateVariablesPage.self, errors: [.templateUnknown]
        ) { request, _, _ in
            guard let kind = MessageKind(rawValue: try request.pathParameter("name")) else { throw TemplateError.unknown }
            return .ok(TemplateVariablesPage(
                event: kind.event, isSent: kind.isSent, items: VariableListing.all(ContractVariables.of(kind))
            ))
        }
    }

    private func summaries(_ query: TemplatesQuery) async throws -> [TemplateSummary] {
        let brand = query.brand ?? Brand.defaultName
        guard TemplateKey.isName(brand) else { return [] }
        var all = try await TemplateStore.standings(of: brand, in: database)
        for key in ShippedTemplates.all.keys where key.brand == brand && all[key] == nil { all[key] = TemplateStanding(published: 0) }
        let found = all.filter { key, standing in
            (query.name ?? key.name) == key.name && (query.channel ?? key.channel) == key.channel && (query.locale ?? key.locale) == key.locale
                && (standing.draft != nil || standing.published != nil)
        }
        return found.sorted { $0.key.text < $1.key.text }.map { TemplateSummary($0.key, $0.value) }
    }

    private func read(_ router: inout Router) {
        router.on(
            .get, Self.path, operation: "readTemplate", summary: "What is said, and the draft of what will be", access: Self.reading,
            output: TemplateView.self, errors: [.templateUnknown]
        ) { request, _, _ in
            let (view, revision) = try await editor.view(try request.knownKey(), in: database)
            return .ok(view, etag: String(revision))
        }
        router.on(
            .get, Self.path + "/versions", operation: "listTemplateVersions", summary: "Every version, the latest first; they do not change",
            access: Self.reading, output: TemplateVersionsPage.self, errors: [.templateUnknown]
        ) { request, _, _ in
            let items = try await TemplateStore.versions(of: try request.knownKey(), in: database)
            guard !items.isEmpty else { throw TemplateError.unknown }
            return .ok(TemplateVersionsPage(items: items))
        }
    }

    private func edit(_ router: inout Router) {
        router.on(
            .put, Self.path + "/draft", operation: "saveTemplateDraft", summary: "Saves a draft, if every variable it names is there",
            access: Self.writing, body: TemplateContent.self, output: TemplateView.self,
            errors: [.templateInvalid, .templateUnknown, .brandUnknown, .templateVersionMismatch], maximumBody: 256 << 10
        ) { request, _, content in try await changed { try await editor.save(content, request.templateGrip(try request.templateKey())) } }
        router.on(
            .delete, Self.path + "/draft", operation: "discardTemplateDraft", summary: "Discards the draft", access: Self.writing,
            output: NoContent.self, success: 204, errors: [.templateUnknown, .noDraft, .brandUnknown, .templateVersionMismatch]
        ) { request, _, _ in
            do {
                _ = try await answeringTemplates { try await editor.discard(request.templateGrip(try request.knownKey())) }
            } catch TemplateError.unknown {
                // It was a draft and nothing else.
                _ = try request.knownKey()
            }
            return .noContent
        }
        router.on(
            .post, Self.path + "/publication", operation: "publishTemplate", summary: "Publishes the draft, which is said from now on",
            access: Self.writing, output: TemplateView.self,
            errors: [.templateInvalid, .templateUnknown, .noDraft, .brandUnknown, .templateVersionMismatch]
        ) { request, _, _ in try await changed { try await editor.publish(request.templateGrip(try request.knownKey())) } }
        router.on(
            .post, Self.path + "/reversion", operation: "revertTemplate", summary: "Says an earlier version again, as a new one",
            access: Self.writing, body: RevertWish.self, output: TemplateView.self,
            errors: [.templateInvalid, .templateUnknown, .versionUnknown, .brandUnknown, .templateVersionMismatch]
        ) { request, _, wish in try await changed { try await editor.revert(to: wish.version, request.templateGrip(try request.knownKey())) } }
    }

    private func changed(_ change: () async throws -> (TemplateView, Int64)) async throws -> Reply<TemplateView> {
        let (view, revision) = try await answeringTemplates(change)
        return .ok(view, etag: String(revision))
    }

    private func tryOut(_ router: inout Router) {
        router.on(
            .post, Self.path + "/preview", operation: "previewTemplate", summary: "A message as it would be sent: an example, or a real one",
            access: Self.reading, body: PreviewWish.self, output: PreviewAnswer.self,
            errors: [.templateInvalid, .templateUnknown, .messageUnknown], maximumBody: 256 << 10
        ) { request, _, wish in
            let asked = try request.previewWish(content: wish.content, message: wish.messageId, locale: wish.locale)
            return .ok(PreviewAnswer(try await answeringTemplates { try await preview(asked) }.message))
        }
        router.on(
            .post, Self.path + "/tests", operation: "sendTemplateTest", summary: "Sends it to an address of yours; the ledger has it as a test",
            access: Self.writing, idempotent: true, body: TestWish.self, output: LedgerEntry.self, success: 201,
            errors: [.templateInvalid, .templateUnknown, .messageUnknown, .tooManyTests, .noProvider, .keyInFlight, .keyReused],
            maximumBody: 256 << 10
        ) { request, _, wish in
            let asked = try request.previewWish(content: wish.content, message: wish.messageId, locale: wish.locale)
            let written = try await answeringTemplates { try await test.write(asked, for: wish.to) }
            // Sent outside of the transaction that keeps the key; the same again is answered by what the ledger has of it by then.
            let kept = try await idempotent(request, in: database) { transaction in
                .ok(try await test.reserve(written, by: request.editor, in: transaction))
            }
            guard let id = kept.body?.id else { throw TemplateError.unknownMessage }
            if kept.headers["Idempotency-Replayed"] == nil { try await test.send(written, to: wish.to, id: id) }
            guard let entry = try await LedgerStore.find(id, in: database) else { throw TemplateError.unknownMessage }
            return .created(entry, location: "/v1/messages/\(id.text)")
        }
    }
}

extension RequestContext {
    /// Who changes something.
    var editor: String { principal?.subject ?? "" }

    /// The template that the path names; what cannot be one is unknown.
    fileprivate func templateKey() throws -> TemplateKey {
        guard let channel = MessageChannel(rawValue: try pathParameter("channel")) else { throw TemplateError.unknown }
        return TemplateKey(
            brand: try pathParameter("brand"), name: try pathParameter("name"), channel: channel, locale: try pathParameter("locale")
        )
    }

    /// The same, where it need not be made.
    fileprivate func knownKey() throws -> TemplateKey {
        let key = try templateKey()
        guard (try? key.validated()) != nil else { throw TemplateError.unknown }
        return key
    }

    fileprivate func templateGrip(_ key: TemplateKey) -> EditTemplate.Grip {
        EditTemplate.Grip(key: key, revision: version(), editor: editor)
    }

    /// - Throws: 403 where a real appointment is asked for by somebody who may not see customers.
    fileprivate func previewWish(content: TemplateContent?, message: UUID?, locale: String?) throws -> PreviewTemplate.Wish {
        if message != nil, principal?.scopes.contains(Permission.customers.rawValue) != true { throw Problem(.insufficientScope) }
        if let locale, !TemplateKey.isLocale(locale) {
            throw ValidationError([FieldViolation("locale", "must be a language, or one with a country, as de or de-AT")])
        }
        return PreviewTemplate.Wish(key: try knownKey(), content: content, message: message, locale: locale)
    }
}
