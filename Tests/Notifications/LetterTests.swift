import Contracts
import Foundation
import Testing

@testable import Notifications

@Suite struct LetterTests {
    private func letter(_ kind: MessageKind, _ state: AppointmentState) throws -> RenderedMessage {
        try Written.message(.appointment(state, kind, fallbackURL: "https://pitcrew.test"))
    }

    @Test func timesAreTheWorkshopsAndWordsTheCustomers() throws {
        var state = AppointmentState.example
        state.customer.locale = "de-DE"
        state.workshop.timeZone = "Asia/Dubai"
        let letter = try letter(.confirmation, state)
        #expect(letter.subject.hasPrefix("Gebucht: Oil and filter change am Montag, 30. März 2026"))
        #expect(letter.text.contains("11:00"), "09:00 in Berlin is 11:00 in Dubai")
        #expect(letter.text.contains("129,00"))
        #expect(letter.text.contains("https://pitcrew.example/appointment#token"))
    }

    @Test func anUnknownLanguageGetsEnglish() throws {
        var state = AppointmentState.example
        state.customer.locale = "fi-FI"
        let letter = try letter(.reminder, state)
        #expect(letter.subject.hasPrefix("Reminder: Monday, March 30, 2026"), "times too: a Finnish day in an English sentence is neither")
    }

    @Test func whatCustomersWriteCannotBecomeMarkup() throws {
        var state = AppointmentState.example
        state.customer.name = "<script>alert(1)</script>"
        let html = try #require(try letter(.confirmation, state).html)
        #expect(!html.contains("<script>"))
        #expect(html.contains("&lt;script&gt;"))
    }

    @Test func anArabicReaderGetsArabicFromRightToLeft() throws {
        var state = AppointmentState.example
        state.customer.locale = "ar-AE"
        let letter = try letter(.confirmation, state)
        #expect(letter.html?.contains(#"<html lang="ar" dir="rtl">"#) == true)
        #expect(letter.subject.contains("تم الحجز"))
    }

    @Test func whatIsCalledOffLeadsToTheDoor() throws {
        var state = AppointmentState.example
        state.customer.locale = "en"
        let letter = try letter(.cancellation, state)
        #expect(letter.text.contains("Book another time: https://pitcrew.test\n") && !letter.text.contains("#token"))
    }

    /// What comes with the service in each language, and nothing of it is wrong.
    @Test(arguments: MessageKind.allCases) func everyMessageHasEveryLanguageAndFitsItsEvent(kind: MessageKind) throws {
        for locale in ["en", "de", "ar"] {
            for channel in MessageChannel.allCases {
                let key = TemplateKey(brand: Brand.defaultName, name: kind.rawValue, channel: channel, locale: locale)
                guard let source = TemplateSnapshot.shipped.source(key) else {
                    #expect(channel == .sms, "\(key.text)")
                    continue
                }
                let template = try TemplateSnapshot.shipped.checked(source)
                let cause = try SampleCauses(publicURL: #require(URL(string: "https://pitcrew.test"))).cause(of: kind, locale: locale)
                let message = try WrittenMessage(cause, source, template, .standard).message
                #expect(!message.text.isEmpty && !message.text.contains("{{") && message.html?.contains("{{") != true)
                #expect(message.subject.isEmpty == (channel == .sms))
                let unexpected = message.warnings.filter { ![.subjectLong, .textMessageParts].contains($0.code) }
                #expect(unexpected.isEmpty, "\(key.text): \(unexpected)")
            }
        }
    }
}
