import Contracts
import Foundation
import Testing

@testable import Notifications

@Suite struct SecurityLetterTests {
    private func letter(
        _ change: AccountSecurityChange.Change, locale: String? = "en", kind: String = "customer", label: String? = "Chrome on Android"
    ) throws -> RenderedMessage {
        var event = AccountSecurityChange.example
        (event.change, event.locale, event.kind, event.label) = (change, locale, kind, label)
        return try Written.message(.security(event, accountURL: "https://pitcrew.test/account"))
    }

    private static let ifNot = [
        "en": "If it was not you, open your account", "de": "Wenn Sie das nicht waren, öffnen Sie Ihr Konto", "ar": "إن لم تكن أنت من فعل ذلك",
    ]
    private let staff = "Then tell the operator at once."

    @Test(arguments: ["en", "de", "ar"]) func everyLanguageHasWordsForEveryChange(locale: String) throws {
        var subjects: Set<String> = []
        for change in AccountSecurityChange.Change.allCases {
            let letter = try letter(change, locale: locale)
            let isNamed = ![.addressChanged, .passwordChanged].contains(change)
            #expect(letter.text.contains("Chrome on Android") == isNamed)
            #expect(letter.text.components(separatedBy: "\n\n").count == 5, "what, when, two pieces of advice and the link: \(letter.text)")
            subjects.insert(letter.subject)
        }
        #expect(subjects.count == AccountSecurityChange.Change.allCases.count)
    }

    @Test(arguments: [
        ("en", "Your account was used on a new device", "March 20, 2026"),
        ("de-AT", "Ihr Konto wurde auf einem neuen Gerät benutzt", "20. März 2026"),
        ("ar", "استُخدم حسابك على جهاز جديد", "مارس"), ("fi", "Your account was used on a new device", "March 20, 2026"),
        (nil, "Your account was used on a new device", "March 20, 2026"),
    ] as [(String?, String, String)]) func aLetterSaysWhatWhenWhereAndWhatToDo(locale: String?, subject: String, day: String) throws {
        let letter = try letter(.signedInOnNewDevice, locale: locale)
        let html = try #require(letter.html)
        #expect(letter.subject == subject)
        for body in [letter.text, html] {
            for part in [day, " UTC", "Chrome on Android", "https://pitcrew.test/account"] { #expect(body.contains(part), "\(part)") }
            #expect(body.contains(try #require(Self.ifNot[String((locale ?? "en").prefix(2))] ?? Self.ifNot["en"])))
        }
        #expect(html.contains(#"dir="rtl""#) == (locale == "ar"))
    }

    @Test func onlyStaffAreSentToTheOperator() throws {
        #expect(try letter(.passkeyAdded, kind: "staff").text.contains(staff))
        #expect(try !letter(.passkeyAdded).text.contains(staff))
    }

    @Test(arguments: [AccountSecurityChange.Change.phoneLost, .addressChanged]) func whoCannotMendItIsSentToTheWorkshop(
        change: AccountSecurityChange.Change
    ) throws {
        let text = try letter(change).text
        #expect(text.contains("If you did not expect this, tell your workshop at once.") && !text.contains("If it was not you"))
    }

    @Test func whosePasswordWasChangedIsSentToTheOperator() throws {
        let text = try letter(.passwordChanged, label: nil).text
        #expect(text.contains("If you did not expect this, tell the operator at once.") && !text.contains("If it was not you"))
    }

    @Test func whatAPersonWritesCannotBecomeMarkup() throws {
        let letter = try letter(.passkeyAdded, label: "<img src=x> \"&")
        let html = try #require(letter.html)
        #expect(html.contains("<bdi>&lt;img src=x&gt; &quot;&amp;</bdi>") && !html.contains("<img"))
        #expect(letter.text.contains("\u{2068}<img src=x> \"&\u{2069}"), "in plain text it is what it is")
    }

    @Test(arguments: [nil, "look at https://evil.example", "WWW.evil.example"]) func aDeviceThatDoesNotTellIsAnUnknownOne(label: String?) throws {
        #expect(try letter(.signedInOnNewDevice, label: label).text.contains("unknown device"))
        #expect(try !letter(.signedInOnNewDevice, label: label).text.lowercased().contains("evil"))
    }
}
