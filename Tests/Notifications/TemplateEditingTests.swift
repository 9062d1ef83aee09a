import Contracts
import Foundation
import HTTP
import Outbound
import TestSupport
import Testing

@testable import Notifications

/// Templates by way of HTTP: from a draft to a message in a mailbox.
@Suite(.timeLimit(.minutes(3))) struct TemplateEditingTests: TemplateDesk {
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
            let elsewhere = TemplateBook(logger: .silent)
            let key = TemplateKey(brand: "default", name: "confirmation", channel: .email, locale: "en")
            #expect(try await elsewhere.snapshot(in: service.database).source(key)?.version == 0)
            try await publish(service, token: token)
            #expect(try await elsewhere.snapshot(in: service.database).source(key)?.version == 1, "another instance says it too")
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
            for statement in ["UPDATE template_versions SET published_by = 'x'", "DELETE FROM template_versions",
            "TRUNCATE template_versions CASCADE"] {
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
            #expect(try await put(service, TemplateContent(html: "<p>{{nobody.knows}}</p>"), at: "/v1/templates/default/extra/email/en",
            token: token).status == 422)
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
                #expect(try await service.send(.put, "/v1/brands/quick",
                body: brand, token: token).json["type"] == "urn:pitcrew:problem:workshop-taken")
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
        ("title", Brand(title: "a\nb", colour: "#000000", locale: "en", workshops: [])), ("colour", Brand(title: "a", colour: "red",
        locale: "en", workshops: [])),
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
}
