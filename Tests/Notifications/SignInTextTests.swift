import Foundation
import Testing

@testable import Notifications

@Suite struct SignInTextTests {
    @Test(arguments: ["en", "de-AT", "fi"]) func aTextInLatinLettersIsOneSegmentOf7Bits(locale: String) throws {
        let length = try SMSLength(Written.code("012345", locale: locale, host: "service.pitcrew.example").text)
        #expect(length.isGSM && length.segments == 1)
    }

    @Test func anArabicTextIsOneSegmentOfUCS2() throws {
        let text = try Written.code("012345", locale: "ar", host: "pitcrew.example").text
        #expect(!SMSLength(text).isGSM && SMSLength(text).segments == 1)
        #expect(text.contains("رمز") && text.hasSuffix("\n@pitcrew.example #012345"))
    }

    @Test(arguments: ["en", "de", "ar"]) func theLastLineBindsTheCodeToOurPages(locale: String) throws {
        let lines = try Written.code("012345", locale: locale, host: "pitcrew.example").text.split(separator: "\n")
        #expect(lines.last == "@pitcrew.example #012345")
        #expect(lines.first?.hasPrefix("012345 ") == true)
    }

    @Test(arguments: ["en", "ar"]) func aLongHostMakesNoSecondSegment(locale: String) throws {
        let host = String(repeating: "long.", count: 40) + "example"
        let text = try Written.code("012345", locale: locale, host: host).text
        #expect(SMSLength(text).segments == 1 && !text.contains("@") && text.contains("012345"))
    }

    @Test(arguments: [
        (160, "a", true, 1), (161, "a", true, 2), (306, "a", true, 2), (307, "a", true, 3), (80, "€", true, 1), (81, "€", true, 2),
        (70, "ع", false, 1), (71, "ع", false, 2), (134, "ع", false, 2), (135, "ع", false, 3), (35, "😀", false, 1), (36, "😀", false, 2),
    ])
    func lengthsAreThoseOfTheStandard(count: Int, character: String, isGSM: Bool, segments: Int) throws {
        let length = SMSLength(String(repeating: character, count: count))
        #expect(length.isGSM == isGSM && length.segments == segments)
    }
}
