import Contracts
import Foundation
import Testing

@testable import Calendar

@Suite struct AppointmentCalendarTests {
    private static let link = "https://pitcrew.example/appointment#token"
    private static let sender = CalendarEvent.Person(name: "Pitcrew", address: "service@pitcrew.example")
    private static let now = Date(timeIntervalSince1970: 1_774_000_000)

    private static func appointment(_ change: (inout AppointmentState) -> Void = { _ in }) -> AppointmentState {
        var state = AppointmentState.example
        (state.status, state.cancellation, state.customer.locale) = (.booked, nil, "en")
        change(&state)
        return state
    }

    private static func invitation(_ state: AppointmentState) -> CalendarDocument {
        .invitation(to: state, from: sender, link: link, stamp: now)
    }

    @Test func anotherProgramReadsWhatWasMeant() async throws {
        let state = Self.appointment { $0.workshop.address = "Ring 3; rear, \\ yard\n10115 Berlin" }
        let document = Self.invitation(state)
        #expect(document.text.contains("Ring 3\\; rear\\, \\\\ yard\\n10115 Berlin"))
        let read = try await ReadCalendar.read(document)
        let event = try #require(read.events.first)
        #expect(read.errors.isEmpty && read.version == "2.0" && read.method == "REQUEST" && read.bareLineEnds == 0)
        #expect(event.uid == "\(state.id.text)@pitcrew" && event.sequence == 3 && event.status == "CONFIRMED")
        #expect(event.start == ["2026-03-30T07:00:00+00:00", "2026-03-30T07:00:00+00:00"] && event.zone == "Europe/Berlin")
        #expect(event.modified == "2026-03-25T08:00:00+00:00" && event.stamp == "2026-03-20T09:46:40+00:00")
        #expect(event.location == "\(state.workshop.name), \(state.workshop.address)" && event.url == Self.link)
        #expect(event.description.contains("Move or cancel: \(Self.link)\nDirections: https://www.google.com/maps/dir/?api=1&destination="))
    }

    @Test func linesAreFoldedWithoutBreakingACharacter() async throws {
        let long = String(repeating: "Ölwechsel مركبة 🚗, ", count: 40)
        let state = Self.appointment { $0.services[0].name = long }
        let read = try await ReadCalendar.read(Self.invitation(state))
        #expect(read.longestLine == 75 || read.longestLine == 74)
        #expect(read.brokenCharacters == 0 && read.bareLineEnds == 0)
        #expect(read.events.first?.summary == "\(long) – \(state.workshop.name)")
    }

    @Test func nameOfAPersonCannotBreakOut() async throws {
        let state = Self.appointment { $0.customer.name = "Eve \"E;\" : Example, ^\r\nX-EVIL:1" }
        let document = Self.invitation(state)
        #expect(!document.text.contains("\r\nX-EVIL"))
        let attendee = try #require(try await ReadCalendar.read(document).events.first?.attendee)
        #expect(attendee.address.lowercased() == "mailto:\(state.customer.email)")
    }

    // What Outlook and Google need beside the standard, a line each.

    @Test func theMethodStandsInTheMediaTypeToo() {
        for (state, method) in [(Self.appointment(), "REQUEST"), (Self.appointment { $0.status = .cancelled }, "CANCEL")] {
            let document = Self.invitation(state)
            #expect(document.contentType.contains("; method=\(method);"))
            #expect(document.text.contains("\r\nMETHOD:\(method)\r\n"))
        }
    }

    @Test func anInvitationNamesWhoInvitesAndWhoIsInvited() async throws {
        let event = try #require(try await ReadCalendar.read(Self.invitation(Self.appointment())).events.first)
        #expect(event.organizer?.address == "mailto:service@pitcrew.example")
        #expect(event.attendee?.parameters["PARTSTAT"] == "ACCEPTED" && event.attendee?.parameters["RSVP"] == "FALSE")
        #expect(Self.invitation(Self.appointment()).text.contains("\r\nX-MICROSOFT-DISALLOW-COUNTER:TRUE\r\n"))
    }

    @Test func aFileNamesNobody() async throws {
        let event = CalendarEvent(Self.appointment(), stamp: Self.now, link: Self.link)
        let read = try await ReadCalendar.read(CalendarDocument(method: .publish, events: [event]))
        #expect(read.method == "PUBLISH" && read.events.first?.organizer == nil && read.events.first?.attendee == nil)
    }

    @Test func aChangeKeepsTheUIDAndRaisesTheSequence() async throws {
        let old = Self.appointment()
        let new = Self.appointment { $0.version += 1; $0.start += 3_600; $0.end += 3_600 }
        let read = try await ReadCalendar.read([old, new].map(Self.invitation)).flatMap(\.events)
        #expect(read[0].uid == read[1].uid && read[1].sequence == read[0].sequence + 1 && read[1].start != read[0].start)
    }

    @Test func aCancellationIsMarkedAndOffersNothing() async throws {
        let document = Self.invitation(Self.appointment { $0.status = .cancelled; $0.version += 1 })
        let event = try #require(try await ReadCalendar.read(document).events.first)
        #expect(event.status == "CANCELLED" && event.sequence == 4 && event.attendee != nil && event.organizer != nil)
        #expect(event.url == nil && !event.description.contains(Self.link))
    }

    @Test func aFeedHasANameAndSaysWhenToLookAgain() {
        let event = CalendarEvent(Self.appointment(), stamp: Self.now, link: nil)
        let text = CalendarDocument(method: .publish, events: [event], feed: .init(name: "North, Workshop", refreshHours: 1)).text
        for line in ["X-WR-CALNAME:North\\, Workshop", "NAME:North\\, Workshop", "X-PUBLISHED-TTL:PT1H", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"] {
            #expect(text.contains("\r\n\(line)\r\n"), "\(line)")
        }
        #expect(!text.contains("#token"))
    }

    @Test func theWayThereSaysNothingOfAPerson() {
        let state = Self.appointment()
        let url = Directions.url(to: state.workshop)
        #expect(url.hasPrefix("https://www.google.com/maps/dir/?api=1&destination=") && !url.contains(" "))
        for personal in [state.customer.name, state.customer.email, state.vehicle.plate, state.id.text, "token"] {
            #expect(!url.contains(PercentEncoding.encode(personal)))
        }
    }

    @Test(arguments: [("de-AT", "Arbeiten: "), ("ar-AE", "الأعمال: "), ("fr", "Work: ")])
    func itSpeaksTheCustomersLanguage(_ locale: String, _ words: String) {
        let event = CalendarEvent(Self.appointment { $0.customer.locale = locale }, stamp: Self.now, link: nil)
        #expect(event.description.hasPrefix(words))
    }
}
