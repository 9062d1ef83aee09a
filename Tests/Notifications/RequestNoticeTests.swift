import Contracts
import Foundation
import ServiceKit
import TestSupport
import Testing

@testable import Notifications

@Suite(.timeLimit(.minutes(2))) struct RequestNoticeTests {
    private static func request(
        _ status: ExceptionStatus, _ kind: AppointmentChange = .move, locale: String = "en", number: UInt64 = 1, at: Date = Date()
    ) -> ExceptionState {
        var request = ExceptionState.example
        request.id = UUID(high: 9, low: number)
        (request.status, request.kind, request.customer.locale) = (status, kind, locale)
        request.decision?.at = at
        return request
    }

    private func settled(_ request: ExceptionState, _ service: TestService<NotificationsService>) async throws -> String {
        try await eventually("the letter is settled") {
            try await service.database.query("""
                SELECT status FROM request_notices WHERE id = \(request.notice) AND settled_at IS NOT NULL AND change IS NULL
                """).first?.get("status")
        }
    }

    @Test func whatIsDecidedOrLapsesIsMailedOnceAndWhatIsMootOrOldIsNot() async throws {
        try await Mailbox.with { mailbox in
            try await withService(NotificationsService.self, settings: [
                "PITCREW_SMTP_URL": mailbox.url, "PITCREW_MAIL_FROM": "Pitcrew <service@pitcrew.example>",
                "PITCREW_CODE_SECRET": String(repeating: "c", count: 32),
            ]) { service in
                let untold = [
                    Self.request(.moot, number: 8), Self.request(.approved, number: 9, at: Date() - 3 * 86_400),
                ]
                let told = [
                    Self.request(.approved, number: 1), Self.request(.overridden, .cancel, number: 2), Self.request(.declined, number: 3),
                    Self.request(.expired, number: 4),
                ]
                for request in untold + told + told {
                    try await service.publish(.exceptionDecided, subject: request.id, payload: request)
                }
                for request in told { #expect(try await settled(request, service) == "sent") }
                #expect(try mailbox.mails().count == told.count)
                let rows = try await service.database.query("SELECT id FROM request_notices").count
                #expect(rows == told.count)
                let mail = try String(contentsOf: mailbox.folder.appendingPathComponent(try #require(mailbox.mails().first)), encoding: .utf8)
                #expect(mail.contains("ada@customer.example") && mail.contains("Message-ID: <"))
            }
        }
    }

    private static let rows: [(ExceptionStatus, AppointmentChange, String, String)] = [
        (.approved, .move, "en", "Your request is granted: Tuesday"), (.overridden, .cancel, "en", "Your request is granted: appointment called off"),
        (.declined, .move, "de-AT", "Ihre Bitte konnte nicht"), (.expired, .cancel, "de", "Ihre Bitte wurde nicht rechtzeitig"),
        (.declined, .cancel, "ar", "تعذّرت الموافقة"), (.approved, .move, "fr", "Your request is granted"),
    ]

    @Test(arguments: rows)
    func theLetterSaysTheOutcomeInTheReadersLanguage(
        _ status: ExceptionStatus, _ kind: AppointmentChange, _ locale: String, _ subject: String
    ) throws {
        var request = Self.request(status, kind, locale: locale)
        request.customer.name = "Ada <b>Lovelace</b>"
        let letter = try Written.message(#require(try .request(request, fallbackURL: "https://pitcrew.example")))
        let html = try #require(letter.html)
        #expect(letter.subject.hasPrefix(subject), "\(letter.subject)")
        #expect(letter.text.contains("Get well soon") && html.contains("https://pitcrew.example/appointment#token"))
        #expect(html.contains("Ada &lt;b&gt;Lovelace") && !html.contains("<b>"))
        #expect(html.contains("dir=\"rtl\"") == (locale == "ar"))
    }

    @Test func aFeeIsNamedWhereOneIsCharged() throws {
        var request = Self.request(.approved)
        let free = try Written.message(#require(try .request(request, fallbackURL: "https://pitcrew.example")))
        #expect(!free.text.contains("fee"), "0 is no fee")
        request.decision?.charged = Money(amount: 2_500, currency: "EUR")
        #expect(try Written.message(#require(try .request(request, fallbackURL: "https://pitcrew.example"))).text.contains("€25.00"))
        #expect(try MessageCause.request(Self.request(.moot), fallbackURL: "") == nil)
    }
}
