import Contracts
import Foundation
import Testing

@testable import Notifications

@Suite struct SecurityLetterTests {
    private func letter(
        _ change: AccountSecurityChange.Change, locale: String? = "en", kind: String = "customer", label: String? = "Chrome on Android"
    ) -> SecurityLetter {
        var event = AccountSecurityChange.example
        (event.change, event.locale, event.kind, event.label) = (change, locale, kind, label)
        return SecurityLetter(event, accountURL: "https://pitcrew.test/account")
    }

    @Test func everyLanguageHasWordsForEveryChange() {
        #expect(SecurityWords.all.map(\.language) == ["en", "de", "ar"])
        for words in SecurityWords.all {
            #expect(Set(words.told.keys) == Set(AccountSecurityChange.Change.allCases))
            for (change, told) in words.told {
                let isNamed = ![.addressChanged, .passwordChanged].contains(change)
                #expect(told.sentence.contains("{label}") == isNamed && !told.subject.contains("{"))
            }
            #expect(Set(words.told.values.map(\.subject)).count == words.told.count)
        }
    }

    @Test(arguments: [
        ("en", "Your account was used on a new device", "March 20, 2026"),
        ("de-AT", "Ihr Konto wurde auf einem neuen Gerät benutzt", "20. März 2026"),
        ("ar", "استُخدم حسابك على جهاز جديد", "مارس"), ("fi", "Your account was used on a new device", "March 20, 2026"),
        (nil, "Your account was used on a new device", "March 20, 2026"),
    ] as [(String?, String, String)]) func aLetterSaysWhatWhenWhereAndWhatToDo(locale: String?, subject: String, day: String) {
        let letter = letter(.signedInOnNewDevice, locale: locale)
        #expect(letter.subject == subject)
        for body in [letter.text, letter.html] {
            for part in [day, " UTC", "Chrome on Android", "https://pitcrew.test/account"] { #expect(body.contains(part), "\(part)") }
            #expect(body.contains(SecurityWords.of(locale ?? "en").ifNot))
        }
        #expect(letter.html.contains(#"dir="rtl""#) == (locale == "ar"))
    }

    @Test func onlyStaffAreSentToTheOperator() {
        let staff = SecurityWords.english.staff
        #expect(letter(.passkeyAdded, kind: "staff").text.contains(staff))
        #expect(!letter(.passkeyAdded).text.contains(staff))
    }

    @Test(arguments: [AccountSecurityChange.Change.phoneLost, .addressChanged]) func whoCannotMendItIsSentToTheWorkshop(
        change: AccountSecurityChange.Change
    ) {
        #expect(letter(change).text.contains(SecurityWords.english.ask) && !letter(change).text.contains(SecurityWords.english.ifNot))
    }

    @Test func whosePasswordWasChangedIsSentToTheOperator() {
        let text = letter(.passwordChanged, label: nil).text
        #expect(text.contains(SecurityWords.english.askOperator) && !text.contains(SecurityWords.english.ifNot))
    }

    @Test func whatAPersonWritesCannotBecomeMarkup() {
        let letter = letter(.passkeyAdded, label: "<img src=x> \"&")
        #expect(letter.html.contains("<bdi>&lt;img src=x&gt; &quot;&amp;</bdi>") && !letter.html.contains("<img"))
        #expect(letter.text.contains("\u{2068}<img src=x> \"&\u{2069}"), "in plain text it is what it is")
    }

    @Test(arguments: [nil, "look at https://evil.example", "WWW.evil.example"]) func aDeviceThatDoesNotTellIsAnUnknownOne(label: String?) {
        #expect(letter(.signedInOnNewDevice, label: label).text.contains("unknown device"))
        #expect(!letter(.signedInOnNewDevice, label: label).text.lowercased().contains("evil"))
    }
}
