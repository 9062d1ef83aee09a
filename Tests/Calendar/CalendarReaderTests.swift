import Testing

@testable import Calendar

@Suite struct CalendarReaderTests {
    private func calendar(_ lines: String...) -> String {
        (["BEGIN:VCALENDAR", "VERSION:2.0"] + lines + ["END:VCALENDAR"]).joined(separator: "\r\n") + "\r\n"
    }

    @Test func entriesAreReadWithParametersFoldsAndEscapes() throws {
        let text = calendar(
            "BEGIN:VEVENT", "uid:a@b", "DTSTART;TZID=\"Europe/Berlin\":20260303T100000", "ATTENDEE;CN=\"Eve; E: xample\":mailto:eve@exa",
            " mple.org", "DESCRIPTION:one\\ntwo\\, three\\\\", "BEGIN:VALARM", "DESCRIPTION:ring", "END:VALARM", "END:VEVENT"
        )
        let entry = try #require(CalendarReader(text)?.entries.first)
        #expect(entry.line == 3 && entry["UID"]?.value == "a@b" && entry["DTSTART"]?.parameters == ["TZID": "Europe/Berlin"])
        #expect(entry["ATTENDEE"]?.value == "mailto:eve@example.org" && entry["ATTENDEE"]?.parameters["CN"] == "Eve; E: xample")
        #expect(entry["DESCRIPTION"]?.text == "one\ntwo, three\\")
    }

    @Test func whatIsNoCalendarIsNone() {
        let nested = String(repeating: "BEGIN:X\r\n", count: 100_000)
        for text in ["", "nonsense", "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR", "BEGIN:VCALENDAR", "END:VEVENT", nested,
                     "BEGIN:VEVENT\nEND:VEVENT"] {
            #expect(CalendarReader(text) == nil, "\(text.prefix(40))")
        }
        #expect(CalendarReader(calendar())?.entries.isEmpty == true)
    }

    @Test func whatWeWriteWeRead() throws {
        let text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:\(ContentLine.escaped("a;b,c\\d\ne"))\nEND:VEVENT\nEND:VCALENDAR"
        #expect(CalendarReader(text)?.entries.first?["SUMMARY"]?.text == "a;b,c\\d\ne")
    }
}
