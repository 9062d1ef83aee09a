import Contracts
import Foundation
import HTTP
import Outbound
import TestSupport
import Testing

@testable import Notifications

/// Templates tried out before they are said: previews, test messages, and who may.
@Suite(.timeLimit(.minutes(3))) struct TemplateTryingTests: TemplateDesk {
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
                content: TemplateContent(subject: "S", html: "<p>" + String(repeating: "0123456789",
                count: 6_000) + "</p>{{> big}}"), messageId: nil, locale: nil)
            _ = try await publish(service, TemplateContent(html: String(repeating: "0123456789",
            count: 6_000)), at: "/v1/templates/default/big/email/en", token: token)
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
                let rows = try await service.database.query("SELECT row_to_json(messages)::text AS line FROM messages")
                let stored = try rows.map { try $0.get("line", as: String.self) }
                #expect(stored.count == 1 && !stored[0].contains("agency.example"), "whom it went to is not kept")
                for number in 1..<10 { #expect(try await service.post(Self.path + "/tests", wish, token: token, key: "\(number)").status == 201) }
                let many = try await service.post(Self.path + "/tests", wish, token: token, key: "10")
                #expect(many.status == 429 && many.json["type"] == "urn:pitcrew:problem:too-many-tests")
                #expect(try await service.post(Self.path + "/tests", wish, token: token, key: "once").status == 201, "which is no further one")
                let other = try await service.post(Self.path + "/tests", ["to": "b@agency.example"], token: token, key: "once")
                #expect(other.json["type"] == "urn:pitcrew:problem:idempotency-key-reused")
                #expect(try await service.post(Self.path + "/tests", ["to": "nobody"], token: token, key: "x").status == 422)
                #expect(try await service.post("/v1/templates/default/ready/sms/en/tests",
                ["to": "+49301234567"], token: token, key: "y").status == 503)
            }
        }
    }

    @Test func aTextMessageIsTriedOutToo() async throws {
        try await SMSCatcher.with { catcher in
            try await withNotifications(more: catcher.settings()) { service, token in
                let path = "/v1/templates/default/ready/sms/en/tests"
                let entry: LedgerEntry = try await service.post(path, ["to": "+49301234567"], token: token, key: "a").decoded()
                #expect(entry.status == .sent && entry.channel == "sms" && entry.isTest)
                #expect(try catcher.messages().map(\.body) == ["B-PC 1234 is ready. You can pick it up at Pitcrew Berlin."])
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

    @Test func everyOperationIsInASoundDocument() async throws {
        try await withNotifications { service, _ in
            let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/template_peer.py").path
            let document = try await service.get("/openapi.json").json
            let operations = try await PythonPeer.with(script) { peer in
                let answer = try await peer.ask(try JSONCoding.text(["do": "operations", "document": document] as JSONValue))
                return Set(try JSONCoding.decode([String].self, from: Array(answer.utf8)))
            }
            let expected: Set = [
                "listMessages", "showMessage", "listTemplates", "listTemplateVariables", "readTemplate", "listTemplateVersions", "saveTemplateDraft",
                "discardTemplateDraft", "publishTemplate", "revertTemplate", "previewTemplate", "sendTemplateTest", "listBrands", "readBrand",
                "putBrand",
            ]
            #expect(operations.isSuperset(of: expected))
        }
    }

    @Test func theListHasWhatCameAndWhatIsOnesOwn() async throws {
        try await withNotifications { service, token in
            let shipped: TemplatesPage = try await service.get("/v1/templates?channel=email&locale=ar", token: token).decoded()
            #expect(Set(shipped.items.map(\.name)).isSuperset(of: MessageKind.allCases.map(\.rawValue)))
            #expect(shipped.items.allSatisfy { $0.published == 0 })
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
