import Contracts
import Foundation
import Testing

@testable import Notifications

@Suite struct LetterTests {
    @Test func timesAreTheWorkshopsAndWordsTheCustomers() {
        var state = AppointmentState.example
        state.customer.locale = "de-DE"
        state.workshop.timeZone = "Asia/Dubai"
        let letter = Letter(.confirmation, state, fallbackURL: "https://pitcrew.test")
        #expect(letter.subject.hasPrefix("Gebucht: Oil and filter change am Montag, 30. März 2026"))
        #expect(letter.text.contains("11:00"), "09:00 in Berlin is 11:00 in Dubai")
        #expect(letter.text.contains("129,00"))
        #expect(letter.text.contains("https://pitcrew.example/appointment#token"))
    }

    @Test func anUnknownLanguageGetsEnglish() {
        #expect(Template.of(.reminder, locale: "fi-FI").language == "en")
    }

    @Test func whatCustomersWriteCannotBecomeMarkup() {
        var state = AppointmentState.example
        state.customer.name = "<script>alert(1)</script>"
        let letter = Letter(.confirmation, state, fallbackURL: "https://pitcrew.test")
        #expect(!letter.html.contains("<script>"))
        #expect(letter.html.contains("&lt;script&gt;"))
    }

    @Test func everyShippedTemplateNamesOnlyKnownVariables() throws {
        let pattern = try Regex("\\{\\{([a-zA-Z]+)\\}\\}")
        for template in Template.all {
            for text in [template.subject] + template.paragraphs {
                for match in text.matches(of: pattern) {
                    #expect(Template.variables.contains(String(match.output[1].substring ?? "")))
                }
            }
        }
    }

    @Test func everyPurposeHasEveryLanguage() {
        for purpose in NotificationState.Purpose.allCases {
            #expect(Set(Template.all.filter { $0.purpose == purpose }.map(\.language)) == ["en", "de"])
        }
    }
}
