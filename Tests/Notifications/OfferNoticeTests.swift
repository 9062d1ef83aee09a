import Contracts
import Foundation
import ServiceKit
import TestSupport
import Testing

@testable import Notifications

@Suite(.timeLimit(.minutes(2))) struct OfferNoticeTests {
    private static func offer(_ version: Int64 = 2, locale: String = "en", expires: Date = Date() + 3_600) -> WaitingListOffer {
        var offer = WaitingListOffer.example
        offer.version = version
        offer.locale = locale
        offer.expiresAt = expires
        return offer
    }

    private func withNotifications(_ smtp: String, _ body: (TestService<NotificationsService>) async throws -> Void) async throws {
        try await withService(NotificationsService.self, settings: [
            "PITCREW_SMTP_URL": smtp, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>", "PITCREW_MAIL_RETRY_BASE": "50ms",
            "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
        ], body)
    }

    private func settled(_ offer: WaitingListOffer, _ service: TestService<NotificationsService>) async throws -> String {
        try await eventually("the letter is settled") {
            try await service.database.query("""
                SELECT status FROM waiting_list_notices WHERE id = \(offer.notice) AND settled_at IS NOT NULL AND change IS NULL
                """).first?.get("status")
        }
    }

    @Test func eachOfferIsMailedOnceHoweverOftenItIsDelivered() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                for version: Int64 in [2, 2, 4] {
                    let offer = Self.offer(version)
                    try await service.publish(.waitingListOffered, subject: offer.id, payload: offer)
                    #expect(try await settled(offer, service) == "sent")
                }
                #expect(try mailbox.mails().count == 2)
                let mail = try String(contentsOf: mailbox.folder.appendingPathComponent(try #require(mailbox.mails().first)), encoding: .utf8)
                #expect(mail.contains("ada@example.org") && mail.contains("Message-ID: <"))
            }
        }
    }

    @Test func anOfferThatIsOverIsNotSentAnyMore() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                try mailbox.answer("451 4.3.0 later")
                let late = Self.offer(expires: Date() + 2)
                try await service.publish(.waitingListOffered, subject: late.id, payload: late)
                #expect(try await settled(late, service) == "failed")
                #expect(try mailbox.mails().isEmpty)
            }
        }
    }

    @Test func anAddressIsAskedOnceForEachLetterAndOffersLieAsEver() async throws {
        try await Mailbox.with { mailbox in
            try await withNotifications(mailbox.url) { service in
                var asked = WaitingListConfirmation.example
                asked.expiresAt = Date() + 3_600
                for version: Int64 in [1, 1, 2] {
                    asked.version = version
                    try await service.publish(.waitingListConfirmationRequested, subject: asked.id, payload: asked)
                    _ = try await eventually("the letter is settled") {
                        try await service.database.query("""
                            SELECT 1 AS one FROM waiting_list_notices WHERE id = \(asked.notice) AND status = 'sent'
                            """).first?.get("one", as: Int.self)
                    }
                }
                #expect(try mailbox.mails().count == 2)
                let offer = Self.offer()
                // As the version before wrote it.
                try await service.database.execute("""
                    INSERT INTO waiting_list_notices (id, change, due_at, created_at)
                    VALUES (\(offer.notice), \(json: offer), \(Date()), \(Date()))
                    """)
                #expect(try await settled(offer, service) == "sent")
            }
        }
    }

    @Test(arguments: [("en", "Please confirm"), ("de-AT", "Bitte bestätigen"), ("ar", "يرجى التأكيد"), ("fr", "Please confirm")])
    func theLetterThatAsksIsInTheReadersLanguageAndNamesTheDays(_ locale: String, _ subject: String) throws {
        var asked = WaitingListConfirmation.example
        asked.locale = locale
        asked.name = "Ada <b>Lovelace</b>"
        asked.isConfirmed = false
        let letter = try Written.message(.confirmation(asked))
        let html = try #require(letter.html)
        #expect(letter.subject.hasPrefix(subject) && letter.text.contains(asked.url) && !html.contains("<b>"))
        #expect(html.contains("Ada &lt;b&gt;Lovelace"))
        asked.isConfirmed = true
        let known = try Written.message(.confirmation(asked))
        #expect(known.subject != letter.subject && known.text.contains(asked.url))
    }

    @Test(arguments: [("en", "A place is free"), ("de-AT", "Ein Termin ist frei"), ("ar", "يوجد موعد متاح"), ("fr", "A place is free")])
    func theLetterIsInTheReadersLanguage(_ locale: String, _ subject: String) throws {
        var offer = Self.offer(locale: locale)
        offer.name = "Ada <b>Lovelace</b>"
        let letter = try Written.message(.offer(offer))
        #expect(letter.subject.hasPrefix(subject))
        let html = try #require(letter.html)
        #expect(letter.text.contains(offer.url) && html.contains("https://pitcrew.example/waiting#token"))
        #expect(html.contains("Ada &lt;b&gt;Lovelace") && !html.contains("<b>"))
        #expect(html.contains("dir=\"rtl\"") == (locale == "ar"))
    }
}
