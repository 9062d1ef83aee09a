import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Booking

/// The trail as others see it: listed, exported, and checked by us and by a program that does not trust us.
@Suite struct AuditExportTests {
    private static let path = "/v1/workshops/\(Garage.workshop.text)/audit"

    private func export(_ garage: Garage, _ query: String = "") async throws -> String {
        let answer = try await garage.service.get(Self.path + ".csv" + query, token: try garage.service.token(scopes: ["ops"]))
        try #require(answer.status == 200, "\(answer.text)")
        #expect(answer.headers["Content-Type"]?.hasPrefix("text/csv") == true)
        return answer.text
    }

    private func verification(_ garage: Garage) async throws -> AuditVerification {
        try await garage.service.get(Self.path + "/verification", token: try garage.service.token(scopes: ["ops"])).decoded()
    }

    /// What `deploy/audit verify` says of an export.
    private func verify(_ csv: String, heads: [String] = []) throws -> (status: Int32, text: String) {
        let file = FileManager.default.temporaryDirectory.appending(path: "audit-\(UUID().text).csv")
        try Data(csv.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let process = Process()
        process.executableURL = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../deploy/audit").standardized
        process.arguments = ["verify", file.path] + heads.flatMap { ["--head", $0] }
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// Five entries, with words that quote, break lines, and look like formulas.
    private func furnish(_ garage: Garage) async throws {
        let booked = try await garage.book(Garage.order(10))
        for (hour, note) in [(11, "=HYPERLINK(\"http://evil.example\")"), (12, "'quoted', \"twice\"\r\nand ünï\tcoded"), (13, nil)] {
            let path = "/v1/appointments/\(booked.appointment.id.text)/move"
            let answer = try await garage.staff(.post, path, MoveBody(start: Garage.at(hour), reason: .correction, note: note))
            try #require(answer.status == 200, "\(answer.text)")
        }
        _ = try await garage.book(Garage.order(9, customer: "other@example.org"))
    }

    @Test func theTrailIsListedTheLatestFirstByPageAndFilter() async throws {
        try await Garage.open { garage in
            try await furnish(garage)
            let token = try garage.service.token(scopes: ["appointments"])
            let first: AuditPage = try await garage.service.get(Self.path + "?limit=3", token: token).decoded()
            let rest: AuditPage = try await garage.service.get(Self.path + "?limit=3&cursor=\(first.nextCursor ?? 0)", token: token).decoded()
            #expect((first.items + rest.items).map(\.sequence) == [5, 4, 3, 2, 1] && rest.nextCursor == nil)
            #expect(first.items[2].note == "'quoted', \"twice\"\r\nand ünï\tcoded" && first.items[2].before?.start == Garage.at(11))
            for (filter, expected) in [
                ("action=move", 3), ("actor=customer", 2), ("reason=correction", 3), ("appointmentId=\(UUID().text)", 0),
                ("from=2026-03-03T00:00:00Z", 0), ("to=2026-03-03T00:00:00Z", 5), ("action=move&actor=customer", 0),
            ] {
                let page: AuditPage = try await garage.service.get("\(Self.path)?\(filter)", token: token).decoded()
                #expect(page.items.count == expected, "\(filter)")
            }
            #expect(try await garage.service.get(Self.path, token: try garage.service.token(scopes: ["jobs"])).status == 403)
        }
    }

    @Test func theExportIsCheckedByAnIndependentProgramAndEachBreakIsFoundByBoth() async throws {
        try await Garage.open { garage in
            try await furnish(garage)
            let csv = try await export(garage)
            let told = try await verification(garage)
            #expect(told.firstBreak == nil && told.entries == 5 && told.headSequence == 5)
            let head = "5:\(told.headHash)"
            #expect(try verify(csv, heads: [head]).text == "whole: 5 entries, head \(head)\n")
            #expect(csv.contains("\"'=HYPERLINK(\"\"http://evil.example\"\")\"") && csv.contains("\"''quoted'"), "safe in a spreadsheet")

            let breaks: [(SQL, Int64)] = [
                ("UPDATE audit SET actor = 'nobody' WHERE sequence = 3", 3),
                ("UPDATE audit SET reason = NULL WHERE sequence = 2", 2),
                ("UPDATE audit SET note = 'nothing' WHERE sequence = 2", 2),
                ("UPDATE audit_notes SET note = 'nothing' WHERE sequence = 2", 2),
                ("UPDATE audit_notes SET salt = sha256('x') WHERE sequence = 3", 3),
                ("UPDATE audit_notes SET sequence = 4 WHERE sequence = 3", 4),
                ("UPDATE audit SET note = 'invented' WHERE sequence = 4", 4),
                ("UPDATE audit SET at = at + interval '1 microsecond' WHERE sequence = 1", 1),
                ("UPDATE audit SET after = jsonb_set(after, '{status}', '\"completed\"') WHERE sequence = 5", 5),
                ("UPDATE audit SET before = NULL WHERE sequence = 4", 4),
                ("UPDATE audit SET hash = sha256('x') WHERE sequence = 4", 4),
                ("UPDATE audit SET previous_hash = sha256('x') WHERE sequence = 4", 4),
                ("DELETE FROM audit WHERE sequence = 1", 2),
                ("DELETE FROM audit WHERE sequence = 3", 4),
                ("DELETE FROM audit WHERE sequence >= 4", 4),
                ("DELETE FROM audit", 1),
            ]
            for (statement, place) in breaks {
                let (ours, theirs) = try await broken(garage, by: statement) { (try await verification(garage), try await export(garage)) }
                #expect(ours.0.firstBreak == place, "\(statement.text)")
                #expect(ours.1 == place, "audit_break: \(statement.text)")
                let independent = try verify(theirs, heads: [head])
                #expect(independent.status == 1 && independent.text.hasPrefix("broken: entry "), "\(statement.text): \(independent.text)")
            }
            #expect(try await verification(garage).firstBreak == nil, "what was broken is put right")
            // With the head turned back too, only who has noted it down can tell.
            let turned: SQL = """
                WITH gone AS (DELETE FROM audit WHERE sequence = 5)
                UPDATE audit_heads SET sequence = 4, hash = a.hash FROM audit a WHERE a.sequence = 4
                """
            let (ours, theirs) = try await broken(garage, by: turned) { (try await verification(garage), try await export(garage)) }
            #expect(ours.0.firstBreak == nil && ours.0.headSequence == 4)
            #expect(try verify(theirs, heads: [head]).text.contains("entry 5 is missing"))
        }
    }

    @Test func aHeadThatWasLostOrTurnedBackAloneIsFound() async throws {
        try await Garage.open { garage in
            try await furnish(garage)
            for (statement, place) in [
                ("DELETE FROM audit_heads", 1), ("UPDATE audit_heads SET sequence = 3", 4), ("UPDATE audit_heads SET hash = ''", 6),
                ("UPDATE audit_heads SET sequence = 9", 6),
            ] as [(SQL, Int64)] {
                let (ours, _) = try await broken(garage, by: statement) { (try await verification(garage), "") }
                #expect(ours.0.firstBreak != nil && ours.1 != nil, "\(statement.text)")
                if statement.text.contains("sequence = 9") { #expect(ours.0.firstBreak == place) }
            }
        }
    }

    /// Breaks the trail as who owns the database may, looks, and puts it right.
    private func broken(
        _ garage: Garage, by statement: SQL, _ look: () async throws -> (AuditVerification, String)
    ) async throws -> ((AuditVerification, Int64?), String) {
        let database = garage.service.database
        try await database.pipeline([
            "CREATE TABLE kept AS TABLE audit", "CREATE TABLE kept_heads AS TABLE audit_heads", "ALTER TABLE audit DISABLE TRIGGER USER",
            "CREATE TABLE kept_notes AS TABLE audit_notes", "ALTER TABLE audit_notes DISABLE TRIGGER USER", statement,
        ])
        let (verification, csv) = try await look()
        let found = try await AuditStore().firstBreak(of: Garage.workshop, in: database)
        try await database.pipeline([
            "DELETE FROM audit", "INSERT INTO audit SELECT * FROM kept", "DELETE FROM audit_heads",
            "INSERT INTO audit_heads SELECT * FROM kept_heads", "ALTER TABLE audit ENABLE TRIGGER USER",
            "DELETE FROM audit_notes", "INSERT INTO audit_notes SELECT * FROM kept_notes", "ALTER TABLE audit_notes ENABLE TRIGGER USER",
            "DROP TABLE kept, kept_heads, kept_notes",
        ])
        return ((verification, found), csv)
    }

    @Test func entriesFromBeforeNotesWereKeptHaveTheHashTheyHad() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10))
            let row = try await garage.service.database.query("""
                SELECT encode(hash, 'hex') AS hash, encode(sha256(previous_hash || convert_to(jsonb_build_array(
                    workshop_id, sequence, appointment_id, actor, action, reason, extract(epoch FROM at), before, after
                )::text, 'UTF8')), 'hex') AS before_notes FROM audit
                """)[0]
            #expect(try row.get("hash", as: String.self) == row.get("before_notes", as: String.self))
        }
    }

    @Test func aNoteMayBeErasedAndTheTrailStaysWhole() async throws {
        try await Garage.open { garage in
            try await furnish(garage)
            let database = garage.service.database
            #expect(try await garage.count("audit WHERE note IS NOT NULL") == 0, "nothing that anybody wrote is in the trail itself")
            await #expect(throws: PostgresError.self) { try await database.execute("UPDATE audit_notes SET note = 'another'") }
            try await database.execute("DELETE FROM audit_notes WHERE sequence = 3")
            let told = try await verification(garage)
            #expect(told.firstBreak == nil && told.erasedNotes == 1)
            #expect(try await AuditStore().firstBreak(of: Garage.workshop, in: database) == nil)
            let csv = try await export(garage)
            #expect(csv.contains(",erased,") && !csv.contains("coded"))
            let independent = try verify(csv)
            #expect(independent.status == 0 && independent.text.hasSuffix(", 1 notes erased\n"), "\(independent.text)")
            let token = try garage.service.token(scopes: ["appointments"])
            let page: AuditPage = try await garage.service.get(Self.path, token: token).decoded()
            #expect(page.items.map(\.noteErased) == [false, false, true, false, false] && page.items[2].note == nil)
        }
    }

    @Test func aHundredThousandEntriesAreExportedInBatchesWithoutMemory() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10))
            for round in 0..<100 {
                try await garage.service.database.execute("""
                    INSERT INTO audit (workshop_id, appointment_id, actor, action, reason, note, at, before, after)
                    SELECT workshop_id, appointment_id, 'system', 'move', 'overrun', 'entry ' || n, at + n * interval '1 second', after, after
                    FROM audit, generate_series(\(round * 1_000)::int + 1, (\(round)::int + 1) * 1000) n WHERE sequence = 1
                    """)
            }
            _ = try await export(garage, "?action=book")
            let before = try resident()
            let counted = try await count(garage)
            #expect(counted.lines == 100_002 && counted.bytes > 40 << 20, "\(counted)")
            #expect(counted.peak - before < counted.bytes / 3, "grew by \((counted.peak - before) >> 20) MB")
            // Not by the door, whose deadline a busy machine would not keep.
            let told = try await VerifyAudit(database: garage.service.database, audit: AuditStore(), clock: garage.clock)(Garage.workshop)
            #expect(told.entries == 100_001 && told.firstBreak == nil)
        }
    }

    /// Reads the whole export in another process, and looks at this one's memory meanwhile.
    private func count(_ garage: Garage) async throws -> (lines: Int, bytes: Int, peak: Int) {
        let script = """
            import sys, urllib.request
            request = urllib.request.Request(sys.argv[1], headers={"Authorization": "Bearer " + sys.argv[2]})
            lines = size = 0
            with urllib.request.urlopen(request, timeout=300) as answer:
                while chunk := answer.read(1 << 16):
                    lines, size = lines + chunk.count(b"\\n"), size + len(chunk)
            print(lines, size)
            """
        let process = Process()
        process.executableURL = URL(filePath: try TestEnvironment.python())
        process.arguments = ["-c", script, garage.service.baseURL + Self.path + ".csv", try garage.service.token(scopes: ["ops"])]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var peak = 0
        try await eventually("the export is read", within: .seconds(300)) {
            peak = max(peak, try resident())
            return !process.isRunning
        }
        let figures = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self).split(separator: " ")
        let numbers = figures.compactMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        try #require(numbers.count == 2)
        return (numbers[0], numbers[1], peak)
    }

    /// Bytes of this process in memory.
    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ").dropFirst().first
        return (pages.flatMap { Int($0) } ?? 0) * 4_096
    }

    @Test(arguments: [
        ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""), ("a\r\nb", "\"a\r\nb\""), ("=1+1", "'=1+1"),
        ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("'x", "''x"), ("=a,b", "\"'=a,b\""), ("1=1", "1=1"),
    ])
    func cellsAreSafeAndQuotedAsTheyMustBe(_ text: String, _ cell: String) {
        #expect(AuditExport.cell(text) == cell)
    }
}
