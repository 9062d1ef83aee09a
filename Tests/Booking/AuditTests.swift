import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Booking

@Suite struct AuditTests {
    @Test func everyChangeLeavesAnEntryWithActorAndBothStates() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(10)).appointment.id
            _ = try await garage.staff(.post, "/v1/appointments/\(id.text)/move", MoveBody(start: Garage.at(11)))
            _ = try await garage.staff(.post, "/v1/appointments/\(id.text)/cancel", CancelBody(reason: .other))
            let rows = try await garage.service.database.query("""
                SELECT actor, action, reason, before, after::text AS after FROM audit WHERE appointment_id = \(id) ORDER BY sequence
                """)
            #expect(try rows.map { try $0.get("action", as: String.self) } == ["book", "move", "cancel"])
            #expect(try rows.map { try $0.get("actor", as: String.self) } == ["customer", "advisor tester", "advisor tester"])
            #expect(try rows[2].get("reason", as: String?.self) == "other")
            let before: AuditEntry.Snapshot = try rows[1].json("before")
            #expect(before.start == Garage.at(10) && before.version == 1)
            #expect(try !rows.contains { try $0.get("after", as: String.self).contains("example.org") }, "no personal data")
        }
    }

    @Test func entriesCanNeitherBeChangedNorRemovedAndTamperingIsFound() async throws {
        try await Garage.open { garage in
            for hour in [9, 11, 13] { _ = try await garage.book(Garage.order(hour)) }
            let database = garage.service.database
            for statement: SQL in ["UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "TRUNCATE audit"] {
                await #expect(throws: PostgresError.self) { try await database.execute(statement) }
            }
            #expect(try await AuditStore().firstBreak(of: Garage.workshop, in: database) == nil)
            try await database.execute("ALTER TABLE audit DISABLE TRIGGER USER")
            try await database.execute("UPDATE audit SET actor = 'nobody' WHERE sequence = 2")
            #expect(try await AuditStore().firstBreak(of: Garage.workshop, in: database) == 2)
        }
    }
}
