import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct CalendarImportTests {
    /// A file made by Python's `icalendar` or `csv`.
    private static func made(_ kind: String, _ rows: [[String: String]]) async throws -> String {
        let script = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Calendar/Peers/calendar_maker.py").path
        let answer = try await PythonPeer.with(script, arguments: [kind]) { peer in
            try await peer.ask(String(decoding: JSONEncoder().encode(rows), as: UTF8.self))
        }
        return String(decoding: try #require(Data(base64Encoded: answer)), as: UTF8.self)
    }

    private func load(
        _ garage: Garage, _ format: CalendarFile.Format, _ text: String, services: [String]? = nil
    ) async throws -> [ImportResult] {
        let file = CalendarFile(format: format, workshopId: Garage.workshop, text: text, services: services)
        let token = try garage.service.token(scopes: ["catalogue"])
        let answer = try await garage.service.send(.post, "/v1/appointments/import/calendar", body: file, token: token)
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.decoded(ImportAnswer.self).items
    }

    private static func february(_ day: Int, _ hour: Int) -> Date {
        Garage.at(day: day, hour).addingTimeInterval(-28 * 86_400)
    }

    private func state(_ garage: Garage, _ id: UUID?) async throws -> AppointmentState {
        try await garage.staff(.get, "/v1/appointments/\(try #require(id).text)").decoded()
    }

    private static let rows: [[String: String]] = [
        ["externalId": "1", "start": "2026-02-03T10:00", "services": "BRK", "name": "Eve \"E\" Example, Ltd", "email": "eve@example.org",
         "plate": "B-PC 1", "status": "", "note": "two\nlines", "technician": "bob"],
        ["externalId": "2", "start": "2026-03-10T09:00:00+01:00", "services": "dia", "name": "Sam", "email": "sam@example.org", "plate": "B-PC 2",
         "status": "", "note": "", "technician": ""],
        ["externalId": "3", "start": "2026-02-04 11:30", "services": "BRK", "name": "Kim", "email": "kim@example.org", "plate": "B-PC 3",
         "status": "no_show", "note": "", "technician": ""],
    ]

    @Test func aTableBringsThePastAndWhatIsToCome() async throws {
        try await Garage.open { garage in
            let text = try await Self.made("csv", Self.rows)
            let first = try await load(garage, .csv, text)
            #expect(first.map(\.status) == [.created, .created, .created] && first.map(\.row) == [2, 4, 5], "the lines of the file")
            let past = try await state(garage, first[0].id), next = try await state(garage, first[1].id)
            #expect(past.status == .completed && past.start == Self.february(3, 10) && past.customer.name == "Eve \"E\" Example, Ltd")
            #expect(past.note == "two\nlines" && past.technician.id == Garage.bob)
            #expect(next.status == .booked && next.start == Garage.at(day: 10, 9) && next.tools.map(\.id) == [Garage.scanner])
            #expect(try await state(garage, first[2].id).status == .noShow)
            let again = try await load(garage, .csv, text)
            #expect(again.map(\.status) == [.unchanged, .unchanged, .unchanged] && again.map(\.id) == first.map(\.id))
        }
    }

    @Test func whatIsToComeTakesItsPlace() async throws {
        try await Garage.open { garage in
            _ = try await load(garage, .csv, try await Self.made("csv", Self.rows))
            // Only Ann can, and with the one scanner.
            let taken = try await garage.post(Garage.order(9, day: 10, of: Garage.diagnosis))
            #expect(taken.status == 409 && garage.slug(taken) == "slot-taken")
            var other = Self.rows[1]
            other["externalId"] = "4"
            let results = try await load(garage, .csv, try await Self.made("csv", [other]))
            #expect(results.map(\.status) == [.failed] && results[0].error?.contains("not free") == true)
            #expect(try await garage.overlaps() == 0)
            let created = try garage.service.tap.payloads(.appointmentCreated, as: AppointmentState.self)
            #expect(created.map(\.channel) == [.import])
        }
    }

    @Test func aCalendarOfAnotherProgramComesIn() async throws {
        try await Garage.open { garage in
            let text = try await Self.made("ics", [
                ["uid": "old@garage", "dtstart": "2026-02-03T10:00:00", "zone": "Europe/Berlin", "summary": "Brakes, front",
                 "email": "eve@example.org", "name": "Eve; E", "description": "Plate: B-PC 1\nMake: Škoda\nservices: BRK", "categories": "BRK"],
                ["uid": "next@garage", "dtstart": "2026-03-10T08:00:00", "zone": "UTC", "summary": "Brakes", "email": "sam@example.org",
                 "name": "Sam", "description": "plate: B-PC 2"],
                ["uid": "next@garage", "recurrence-id": "2026-03-11T08:00:00", "dtstart": "2026-03-11T10:00:00", "zone": "UTC", "summary": "Brakes",
                 "email": "sam@example.org", "name": "Sam", "description": "plate: B-PC 2"],
                ["uid": "off@garage", "dtstart": "2026-03-12T10:00:00", "zone": "Europe/Berlin", "status": "CANCELLED", "summary": "Brakes",
                 "email": "kim@example.org", "name": "Kim", "description": "plate: B-PC 3"],
            ])
            let first = try await load(garage, .ics, text, services: ["BRK"])
            #expect(first.map(\.status) == [.created, .created, .created, .created], "\(first.compactMap(\.error))")
            let states = try await [state(garage, first[0].id), state(garage, first[1].id), state(garage, first[2].id), state(garage, first[3].id)]
            #expect(states.map(\.status) == [.completed, .booked, .booked, .cancelled])
            #expect(states[0].start == Self.february(3, 10) && states[0].vehicle.make == "Škoda" && states[0].customer.name == "Eve; E")
            #expect(states[1].start == Garage.at(day: 10, 9) && states[2].start == Garage.at(day: 11, 11))
            let again = try await load(garage, .ics, text, services: ["BRK"])
            #expect(again.allSatisfy { $0.status == .unchanged } && again.map(\.id) == first.map(\.id))
        }
    }

    @Test func aBadRowIsToldByLineAndFieldAndFailsAlone() async throws {
        try await Garage.open { garage in
            let text = """
                externalId,start,name,email,plate,services,year,status,technician
                1,2026-02-03T10:00,Eve,eve@example.org,B-PC 1,BRK,,,
                2,2026-03-29T02:30,Eve,eve@example.org,B-PC 1,BRK,,,
                3,yesterday,Eve,nobody,B-PC 1,NOPE,MMXX,perhaps,Zed
                4,2026-02-03T10:00,Eve,eve@example.org,,BRK,,,
                5,2026-02-03T10:00,Eve
                6,2026-02-03T12:00,Eve,nobody,B-PC 1,BRK,,,
                """
            let results = try await load(garage, .csv, text)
            #expect(results.map(\.row) == [2, 3, 4, 5, 6, 7])
            #expect(results.map(\.status) == [.created, .failed, .failed, .failed, .failed, .failed])
            #expect(results[1].error?.hasPrefix("start must be a time that the clocks show") == true, "clocks skip it")
            for field in ["start", "services", "year", "status", "technician"] {
                #expect(results[2].error?.contains("\(field) ") == true, "\(field)")
            }
            #expect(results[3].error == "plate must be there" && results[4].error == "row has 3 fields where the first row has 9")
            #expect(results[5].error?.contains("customer.email") == true)
        }
    }

    @Test func aFileThatCannotBeReadIsRefusedWhole() async throws {
        try await Garage.open { garage in
            let token = try garage.service.token(scopes: ["catalogue"])
            func send(_ format: CalendarFile.Format, _ text: String) async throws -> (Int, String?) {
                let file = CalendarFile(format: format, workshopId: Garage.workshop, text: text, services: nil)
                let answer = try await garage.service.send(.post, "/v1/appointments/import/calendar", body: file, token: token)
                return (answer.status, garage.slug(answer))
            }
            for (format, text) in [
                (CalendarFile.Format.csv, ""), (.csv, "externalId,start,colour\n"), (.csv, "externalId,start,start\n"), (.csv, "externalId,\"start"),
                (.ics, "externalId,start"), (.ics, "BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR"),
            ] {
                #expect(try await send(format, text) == (422, "invalid-input"), "\(text)")
            }
            let many = "externalId,start\n" + String(repeating: "1,2026-02-03T10:00\n", count: 1_001)
            #expect(try await send(.csv, many) == (422, "too-many-rows"))
            #expect(try await garage.service.send(.post, "/v1/appointments/import/calendar", body: MoveBody(start: Date())).status == 401)
        }
    }

    @Test func whatRepeatsOrHasNoTimeIsRefusedByRow() async throws {
        try await Garage.open { garage in
            func event(_ lines: String) -> String {
                "BEGIN:VEVENT\nATTENDEE;CN=Eve:mailto:eve@example.org\nDESCRIPTION:plate: B 1\n\(lines)\nEND:VEVENT\n"
            }
            let text = "BEGIN:VCALENDAR\n" + event("UID:1\nDTSTART:20260310T090000\nRRULE:FREQ=WEEKLY") + event("UID:2\nDTSTART;VALUE=DATE:20260310")
                + event("UID:3\nDTSTART;TZID=W. Europe Standard Time:20260310T090000") + event("DTSTART:20260310T090000")
                + event("UID:5\nDTSTART:20260310T090000") + "END:VCALENDAR\n"
            let results = try await load(garage, .ics, text, services: ["BRK"])
            #expect(results.map(\.row) == [2, 9, 15, 21, 26])
            #expect(results.map { $0.error?.split(separator: " ").first } == ["RRULE", "start", "start", "externalId", nil])
        }
    }

    @Test(arguments: [
        ("2026-03-03T10:00", "2026-03-03T09:00:00Z"), ("2026-03-03 10:00:30", "2026-03-03T09:00:30Z"), ("20260303T100000", "2026-03-03T09:00:00Z"),
        ("20260303T100000Z", "2026-03-03T10:00:00Z"), ("2026-03-03T10:00:00+05:30", "2026-03-03T04:30:00Z"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00Z"), ("2026-03-29T02:30", nil), ("2026-02-30T10:00", nil), ("2026-03-03T24:00", nil),
        ("tomorrow", nil), ("2026-03-03", nil),
    ])
    func timesAreReadByTheWorkshopsClocks(_ text: String, _ instant: String?) throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        #expect(LocalInstant.read(text, in: berlin) == instant.flatMap { Timestamp.parse($0) })
    }
}
