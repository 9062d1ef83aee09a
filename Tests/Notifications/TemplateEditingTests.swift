import Contracts
import Foundation
import HTTP
import Outbound
import TestSupport
import Testing

@testable import Notifications

/// Templates by way of HTTP: from a draft to a message in a mailbox.
@Suite(.timeLimit(.minutes(3))) struct TemplateEditingTests {
    private static let path = "/v1/templates/default/confirmation/email/en"
    private static let content = TemplateContent(
        subject: "Yours on {{start | date}}", html: "<p>Dear {{customer.name}}, {{price | money}}</p>", layout: "letter"
    )

    private func withNotifications(
        smtp: String = "smtp://127.0.0.1:1", more: [String: String] = [:], _ body: (TestService<NotificationsService>, String) async throws -> Void
    ) async throws {
        let settings = [
            "PITCREW_SMTP_URL": smtp, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
        ]
        try await withService(NotificationsService.self, settings: settings.merging(more) { $1 }) { service in
            try await body(service, try service.token(scopes: ["campaigns", "customers"], subject: "maria"))
        }
    }

    private func put(
        _ service: TestService<NotificationsService>, _ content: TemplateContent, at path: String = path, token: String, match: String? = nil
    ) async throws -> OutboundResponse {
        try await service.send(.put, path + "/draft", body: content, token: token, headers: match.map { [("If-Match", "\"\($0)\"")] } ?? [])
    }

    @discardableResult
    private func publish(
        _ service: TestService<NotificationsService>, _ content: TemplateContent = content, at path: String = path, token: String
    ) async throws -> TemplateView {
        let saved = try await put(service, content, at: path, token: token)
        #expect(saved.status == 200, "\(saved.json)")
        return try await service.post(path + "/publication", token: token).decoded()
    }

    private func booked(_ locale: String = "en", workshop: UUID? = nil) -> AppointmentState {
        var state = AppointmentState.example
        (state.id, state.version, state.status, state.channel, state.customer.locale) = (UUID(), 1, .booked, .web, locale)
        if let workshop { state.workshop.id = workshop }
        state.start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 + 10 * 86_400).rounded())
        return state
    }

    private struct Mail: Decodable { let subject, from, to, html, text: String; let defects: [String] }

    /// The mail to one address, as Python's own parser reads it.
    private func mail(_ mailbox: Mailbox, where isWanted: (Mail) -> Bool) async throws -> Mail {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/template_peer.py").path
        return try await PythonPeer.with(script) { peer in
            for name in try mailbox.mails() {
                let question: JSONValue = ["do": "mail", "path": .string(mailbox.folder.appending(path: name).path)]
                let mail = try JSONCoding.decode(Mail.self, from: Array(try await peer.ask(try JSONCoding.text(question)).utf8))
                if isWanted(mail) { return mail }
            }
            throw NothingToSay(kind: .confirmation, channel: .email)
        }
    }

    private func confirm(_ service: TestService<NotificationsService>, _ state: AppointmentState) async throws {
        try await service.publish(.appointmentCreated, subject: state.id, payload: state)
        _ = try await service.tap.awaitEvent(.notificationSent, as: NotificationState.self) { $0.appointmentId == state.id }
    }

    @Test func aDraftIsSaidOnceItIsPublishedAndNotBefore() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(smtp: mailbox.url) { service, token in
                #expect(try await put(service, Self.content, token: token).status == 200)
                let before = booked()
                try await confirm(service, before)
                #expect(try await mail(mailbox) { _ in true }.subject.hasPrefix("Booked: "))
                let view: TemplateView = try await service.post(Self.path + "/publication", token: token).decoded()
                #expect(view.template.published == 1 && view.draft == nil && view.content == Self.content)
                let after = booked()
                try await confirm(service, after)
                let mail = try await mail(mailbox) { $0.subject.hasPrefix("Yours on") }
                #expect(mail.text == "Dear Ada Example, €129.00\n", "\(mail.text.debugDescription)")
                #expect(mail.html.contains("<p style=\"margin:0 0 16px\">Dear Ada Example, €129.00</p>"))
                #expect(mail.defects.isEmpty)
                let ledger = try await service.get("/v1/messages?appointmentId=\(after.id.text)", token: token).decoded(MessagesPage.self)
                #expect(ledger.items.first { $0.purpose == .confirmation }?.template == "default/confirmation/email/en@1")
                let earlier = try await service.get("/v1/messages?appointmentId=\(before.id.text)", token: token).decoded(MessagesPage.self)
                #expect(earlier.items.first { $0.purpose == .confirmation }?.template == "default/confirmation/email/en@0")
            }
        }
    }

    @Test func whatDoesNotFitIsRefusedAtSaveWithItsPlace() async throws {
        try await withNotifications { service, token in
            let wrong = TemplateContent(subject: "{{start | date}}", html: "<p>Hello</p>\n<p>{{custmer.name}}</p>{{note}}")
            let answer = try await put(service, wrong, token: token)
            #expect(answer.status == 422 && answer.json["type"] == "urn:pitcrew:problem:template-invalid")
            guard case .array(let issues)? = answer.json["issues"] else { throw NothingToSay(kind: .change, channel: .email) }
            #expect(issues.map { $0["name"] } == ["custmer.name", "note"])
            #expect(issues.first?["field"] == "html" && issues.first?["line"] == 2 && issues.first?["column"] == 4)
            guard case .array(let errors)? = answer.json["errors"] else { throw NothingToSay(kind: .change, channel: .email) }
            #expect(errors.first?["rule"]?.stringValue?.hasPrefix("line 2, column 4: custmer.name is not a variable of confirmation") == true)
            #expect(try await service.get(Self.path, token: token).decoded(TemplateView.self).draft == nil, "nothing of it is kept")
        }
    }

    @Test func whoSawAnOlderRevisionIsRefused() async throws {
        try await withNotifications { service, token in
            let first = try await service.get(Self.path, token: token)
            #expect(first.headers["ETag"] == "\"0\"")
            let saved = try await put(service, Self.content, token: token, match: "0")
            #expect(saved.status == 200 && saved.headers["ETag"] == "\"1\"")
            #expect(try await put(service, Self.content, token: token, match: "0").status == 412)
            for path in ["/publication", "/reversion"] {
                let answer = try await service.send(
                    .post, Self.path + path, body: RevertWish(version: 0), token: token, headers: [("If-Match", "\"0\"")])
                #expect(answer.status == 412, "\(path)")
            }
            let discarded = try await service.send(.delete, Self.path + "/draft", token: token, headers: [("If-Match", "\"1\"")])
            #expect(discarded.status == 204)
            #expect(try await service.post(Self.path + "/publication", token: token).json["type"] == "urn:pitcrew:problem:no-draft")
        }
    }

    @Test func versionsStayAndAnEarlierOneIsSaidAgainAsANewOne() async throws {
        try await withNotifications { service, token in
            try await publish(service, token: token)
            var second = Self.content
            second.subject = "Second"
            try await publish(service, second, token: token)
            let reverted: TemplateView = try await service.post(Self.path + "/reversion", RevertWish(version: 1), token: token).decoded()
            #expect(reverted.template.published == 3 && reverted.content == Self.content)
            let versions = try await service.get(Self.path + "/versions", token: token).decoded(TemplateVersionsPage.self).items
            #expect(versions.map(\.version) == [3, 2, 1, 0] && versions.map(\.status) == [.published, .superseded, .superseded, .superseded])
            #expect(versions.first?.revertsTo == 1 && versions.first?.publishedBy == "maria")
            #expect(try await service.post(Self.path + "/reversion", RevertWish(version: 9), token: token).status == 404)
            let shipped: TemplateView = try await service.post(Self.path + "/reversion", RevertWish(version: 0), token: token).decoded()
            #expect(shipped.content?.subject?.hasPrefix("Booked") == true && shipped.template.published == 4)
            for statement in ["UPDATE template_versions SET published_by = 'x'", "DELETE FROM template_versions", "TRUNCATE template_versions CASCADE"] {
                await #expect(throws: (any Error).self, "\(statement)") { try await service.database.execute(.init(statement)) }
            }
        }
    }

    @Test func aFragmentFitsEverywhereOrIsRefused() async throws {
        try await withNotifications { service, token in
            let place = "/v1/templates/default/place/email/en"
            let refused = try await put(service, TemplateContent(html: "<p>{{plate}}</p>"), at: place, token: token)
            #expect(refused.status == 422)
            #expect(refused.json["detail"]?.stringValue?.contains("default/") == true, "it says where: \(refused.json)")
            try await publish(service, TemplateContent(html: "<p>Come to {{workshop.address}}</p>"), at: place, token: token)
            let shown = try await service.post(Self.path + "/preview", PreviewWish(content: nil, messageId: nil, locale: nil), token: token)
            #expect(try shown.decoded(PreviewAnswer.self).text.contains("Come to "))
            let layout = "/v1/templates/default/letter/email/en"
            #expect(try await put(service, TemplateContent(html: "<html></html>"), at: layout, token: token).status == 422)
            #expect(try await put(service, TemplateContent(html: "<p>{{nobody.knows}}</p>"), at: "/v1/templates/default/extra/email/en", token: token).status == 422)
        }
    }

    @Test func aBrandsWorkshopsSpeakAsItAndOthersDoNot() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(smtp: mailbox.url) { service, token in
                let workshop = UUID()
                var brand = Brand(title: "Speedy", colour: "#004488", logo: "https://speedy.example/logo.png", locale: "de", workshops: [workshop])
                brand.sender = "Speedy <hello@speedy.example>"
                #expect(try await put(service, Self.content, at: "/v1/templates/speedy/confirmation/email/en", token: token).status == 404)
                #expect(try await service.send(.put, "/v1/brands/speedy", body: brand, token: token).status == 200)
                #expect(try await service.send(.put, "/v1/brands/quick", body: brand, token: token).json["type"] == "urn:pitcrew:problem:workshop-taken")
                try await publish(service, at: "/v1/templates/speedy/confirmation/email/en", token: token)
                for (locale, subject) in [("en-GB", "Yours on"), ("ar", "تم الحجز"), ("fi", "Gebucht")] {
                    let state = booked(locale, workshop: workshop)
                    try await confirm(service, state)
                    let mail = try await mail(mailbox) { $0.subject.hasPrefix(subject) }
                    #expect(mail.from == "hello@speedy.example" && mail.html.contains("https://speedy.example/logo.png"), "\(locale)")
                }
                let ours = try await mail(mailbox) { $0.subject.hasPrefix("Gebucht") }
                #expect(ours.html.contains("background:#004488"))
                try await confirm(service, booked())
                let other = try await mail(mailbox) { $0.subject.hasPrefix("Booked") }
                #expect(other.from == "service@pitcrew.example" && !other.html.contains("speedy"))
            }
        }
    }

    @Test(arguments: [
        ("title", Brand(title: "a\nb", colour: "#000000", locale: "en", workshops: [])), ("colour", Brand(title: "a", colour: "red", locale: "en", workshops: [])),
        ("logo", Brand(title: "a", colour: "#000000", logo: "http://x.example", locale: "en", workshops: [])),
        ("locale", Brand(title: "a", colour: "#000000", locale: "english", workshops: [])),
        ("sender", Brand(title: "a", colour: "#000000", sender: "nobody", locale: "en", workshops: [])),
    ]) func aBrandIsValid(field: String, brand: Brand) async throws {
        try await withNotifications { service, token in
            let answer = try await service.send(.put, "/v1/brands/speedy", body: brand, token: token)
            guard case .array(let errors)? = answer.json["errors"] else { throw NothingToSay(kind: .change, channel: .email) }
            #expect(answer.status == 422 && errors.map { $0["field"] } == [.string(field)])
        }
    }

    @Test func aPreviewShowsAnExampleOrARealAppointmentToWhoMaySeeIt() async throws {
        try await withNotifications { service, token in
            let wish = PreviewWish(content: TemplateContent(subject: "S", html: "<p>{{customer.name}}</p>"), messageId: nil, locale: nil)
            let sample: PreviewAnswer = try await service.post(Self.path + "/preview", wish, token: token).decoded()
            #expect(sample.text == "Ada Example\n" && sample.size == sample.html?.utf8.count && sample.warnings.isEmpty)
            var state = booked()
            state.customer.name = "Rosa Real"
            try await service.publish(.appointmentCreated, subject: state.id, payload: state)
            let message = try await eventually("the ledger has it") {
                try await service.get("/v1/messages?appointmentId=\(state.id.text)", token: token).decoded(MessagesPage.self).items.first
            }
            let real = PreviewWish(content: wish.content, messageId: message.id, locale: nil)
            #expect(try await service.post(Self.path + "/preview", real, token: token).decoded(PreviewAnswer.self).text == "Rosa Real\n")
            let marketer = try service.token(scopes: ["campaigns"])
            #expect(try await service.post(Self.path + "/preview", real, token: marketer).status == 403)
            #expect(try await service.post(Self.path + "/preview", wish, token: marketer).status == 200)
            let big = PreviewWish(
                content: TemplateContent(subject: "S", html: "<p>" + String(repeating: "0123456789", count: 6_000) + "</p>{{> big}}"), messageId: nil, locale: nil)
            _ = try await publish(service, TemplateContent(html: String(repeating: "0123456789", count: 6_000)), at: "/v1/templates/default/big/email/en", token: token)
            let warned: PreviewAnswer = try await service.post(Self.path + "/preview", big, token: token).decoded()
            #expect(warned.warnings.map(\.code) == [.mailClipped])
            let text = PreviewWish(content: TemplateContent(text: String(repeating: "é", count: 200)), messageId: nil, locale: nil)
            let sms: PreviewAnswer = try await service.post("/v1/templates/default/ready/sms/en/preview", text, token: token).decoded()
            #expect(sms.textMessage?.encoding == "GSM-7" && sms.textMessage?.parts == 2 && sms.html == nil)
        }
    }

    @Test func onlyWhoMayWritesAndNobodyElseReads() async throws {
        try await withNotifications { service, _ in
            let reader = try service.token(scopes: ["customers"])
            let stranger = try service.token(scopes: ["jobs"])
            #expect(try await service.get(Self.path, token: reader).status == 200)
            #expect(try await service.get(Self.path, token: stranger).status == 403)
            #expect(try await service.get("/v1/templates").status == 401)
            #expect(try await put(service, Self.content, token: reader).status == 403)
            #expect(try await service.post(Self.path + "/tests", ["to": "a@b.example"], token: reader, key: "a").status == 403)
        }
    }

    @Test func aTestGoesToTheAddressOnceAndTheLedgerHasItAsOne() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(smtp: mailbox.url) { service, token in
                let wish = ["to": "designer@agency.example", "locale": "en"]
                let first = try await service.post(Self.path + "/tests", wish, token: token, key: "once")
                let entry: LedgerEntry = try first.decoded()
                #expect(first.status == 201 && entry.status == .sent && entry.isTest && entry.requestedBy == "maria" && entry.appointmentId == nil)
                #expect(entry.template == "default/confirmation/email/en@0")
                #expect(try await service.post(Self.path + "/tests", wish, token: token, key: "once").decoded(LedgerEntry.self).id == entry.id)
                #expect(try mailbox.mails().count == 1)
                #expect(try await mail(mailbox) { _ in true }.to == "designer@agency.example")
                let tests: MessagesPage = try await service.get("/v1/messages?isTest=true", token: token).decoded()
                #expect(tests.items.map(\.id) == [entry.id])
                let stored = try await service.database.query("SELECT row_to_json(messages)::text AS line FROM messages").map { try $0.get("line", as: String.self) }
                #expect(stored.count == 1 && !stored[0].contains("agency.example"), "whom it went to is not kept")
                for number in 1..<10 { #expect(try await service.post(Self.path + "/tests", wish, token: token, key: "\(number)").status == 201) }
                let many = try await service.post(Self.path + "/tests", wish, token: token, key: "10")
                #expect(many.status == 429 && many.json["type"] == "urn:pitcrew:problem:too-many-tests")
                #expect(try await service.post(Self.path + "/tests", wish, token: token, key: "once").status == 201, "which is no further one")
                #expect(try await service.post(Self.path + "/tests", ["to": "nobody"], token: token, key: "x").status == 422)
                #expect(try await service.post("/v1/templates/default/ready/sms/en/tests", ["to": "+49301234567"], token: token, key: "y").status == 503)
            }
        }
    }

    @Test func aTextMessageIsTriedOutToo() async throws {
        try await SMSCatcher.with { catcher in
            try await withNotifications(more: catcher.settings()) { service, token in
                let path = "/v1/templates/default/ready/sms/en/tests"
                let entry: LedgerEntry = try await service.post(path, ["to": "+49301234567"], token: token, key: "a").decoded()
                #expect(entry.status == .sent && entry.channel == "sms" && entry.isTest)
                #expect(try catcher.messages().map(\.body) == ["B-PC 1 is ready. You can pick it up at Pitcrew Berlin."])
            }
        }
    }

    /// A published template that no longer fits, as after its event's contract has changed, holds no message up.
    @Test func whatDoesNotFitAnyMoreGivesWayToWhatCameWithTheService() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(smtp: mailbox.url) { service, token in
                try await publish(service, token: token)
                try await service.database.withTransaction { transaction in
                    let broken = TemplateContent(subject: "{{gone}}", html: "{{gone}}")
                    let key = TemplateKey(brand: "default", name: "confirmation", channel: .email, locale: "en")
                    _ = try await TemplateStore.publish(broken, of: key, revertsTo: nil, by: "x", at: Date(), in: transaction)
                }
                let state = booked()
                try await confirm(service, state)
                #expect(try await mail(mailbox) { _ in true }.subject.hasPrefix("Booked: "))
            }
        }
    }

    @Test func theListHasWhatCameAndWhatIsOnesOwn() async throws {
        try await withNotifications { service, token in
            let shipped: TemplatesPage = try await service.get("/v1/templates?channel=email&locale=ar", token: token).decoded()
            #expect(Set(shipped.items.map(\.name)).isSuperset(of: MessageKind.allCases.map(\.rawValue)) && shipped.items.allSatisfy { $0.published == 0 })
            #expect(shipped.items.first { $0.name == "ready" }?.isSent == false && shipped.items.first { $0.name == "reminder" }?.isSent == true)
            #expect(try await put(service, Self.content, at: "/v1/templates/default/confirmation/email/fr", token: token).status == 200)
            let french: TemplatesPage = try await service.get("/v1/templates?locale=fr", token: token).decoded()
            #expect(french.items.map(\.hasDraft) == [true] && french.items.first?.published == nil)
            for path in ["/v1/templates/Default/confirmation/email/en/draft", "/v1/templates/default/confirmation/email/EN/draft"] {
                #expect(try await service.send(.put, path, body: Self.content, token: token).status == 422)
            }
            #expect(try await service.get("/v1/templates/default/confirmation/fax/en", token: token).status == 404)
            #expect(try await service.get("/v1/templates/default/nothing/email/en", token: token).status == 404)
            let variables: TemplateVariablesPage = try await service.get("/v1/template-variables/receipt", token: token).decoded()
            #expect(variables.event == .appointmentCompleted && variables.items.contains { $0.path == "services[].price" && $0.type == "money" })
        }
    }
}
