import Contracts
import Foundation
import PostgreSQL
import TestSupport
import Testing

@testable import Booking

/// How long people's own words are kept.
@Suite struct WordsTests {
    @Test func aSaltKeepsWhatWasWrittenFromBeingGuessed() async throws {
        try await Garage.open { garage in
            for hour in [9, 10] {
                let id = try await garage.book(Garage.order(hour)).appointment.id
                let body = CancelBody(reason: .illness, note: "flu")
                try #require(try await garage.staff(.post, "/v1/appointments/\(id.text)/cancel", body).status == 200)
            }
            #expect(try await garage.count("(SELECT DISTINCT note_digest FROM audit WHERE note_digest IS NOT NULL) d") == 2)
            #expect(try await garage.count("audit WHERE note_digest = sha256('flu')") == 0)
        }
    }

    @Test func entriesFromBeforeNotesLayApartAreStillReadAndChecked() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10))
            // As the version before wrote it.
            try await garage.service.database.pipeline([
                "ALTER TABLE audit DISABLE TRIGGER USER",
                """
                INSERT INTO audit (workshop_id, sequence, appointment_id, actor, action, at, after, previous_hash, hash, note, note_digest)
                SELECT workshop_id, 2, appointment_id, 'customer', 'cancel', at, after, hash, '', 'long ago', sha256('long ago') FROM audit
                """,
                "UPDATE audit a SET hash = audit_hash(a) WHERE sequence = 2",
                "UPDATE audit_heads SET sequence = 2, hash = (SELECT hash FROM audit WHERE sequence = 2)",
                "ALTER TABLE audit ENABLE TRIGGER USER",
            ])
            let verification = try await VerifyAudit(database: garage.service.database, audit: AuditStore(), clock: garage.clock)(Garage.workshop)
            #expect(verification.firstBreak == nil && verification.entries == 2 && verification.erasedNotes == 0)
            let path = "/v1/workshops/\(Garage.workshop.text)/audit"
            let page: AuditPage = try await garage.service.get(path, token: try garage.service.token(scopes: ["ops"])).decoded()
            #expect(page.items.first?.note == "long ago" && page.items.first?.noteErased == false)
        }
    }

    @Test func wordsAndSettledRequestsAreForgottenAndTheTrailIsNot() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(8))
            garage.clock.set(Garage.at(7))
            let wish = ExceptionWish(kind: .cancel, reason: .illness, note: "I am in hospital")
            let asked = try await garage.asked(wish, booked.manageToken)
            #expect(try await garage.decide(asked.id, "decline", DeclineBody(reason: .correction, note: "We have the parts")).status == 200)
            let other = try await garage.book(Garage.order(9))
            _ = try await garage.asked(wish, other.manageToken)
            for (day, requests, notes) in [(364.0, 2, 3), (366, 1, 0)] {
                let before = Garage.at(8) + (day - 365) * 86_400
                try await garage.service.database.withTransaction { transaction in
                    _ = try await AuditStore().forgetNotes(limit: 10, before: before, in: transaction)
                    _ = try await ExceptionStore().forget(limit: 10, before: before, in: transaction)
                }
                #expect(try await garage.count("exceptions") == requests, "what waits stays")
                #expect(try await garage.count("audit_notes") == notes)
            }
            let verification = try await VerifyAudit(database: garage.service.database, audit: AuditStore(), clock: garage.clock)(Garage.workshop)
            #expect(verification.firstBreak == nil && verification.erasedNotes == 3)
            #expect(try await garage.count("audit WHERE action = 'request declined' AND reason = 'correction'") == 1)
        }
    }
}
