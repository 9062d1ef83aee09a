import Contracts
import Foundation
import PostgreSQL
import ServiceKit
import TestSupport
import Testing

@testable import PartnerGateway

/// How long the audit of identities and partners' usage are kept, and that nothing else takes them away.
@Suite(.timeLimit(.minutes(6))) struct RetentionTests {
    @Test func theAuditIsKeptForItsDaysAndNoLonger() async throws {
        try await withGateway(settings: ["PITCREW_IDENTITY_AUDIT_DAYS": "120"]) { gateway in
            for days in [1, 119, 121, 500, 501] { try await gateway.addEntry(daysOld: days) }
            try await gateway.doChores(limit: 2)
            #expect(try await gateway.ages() == [1, 119])
        }
    }

    @Test func nothingElseTakesAnEntryAway() async throws {
        try await withGateway { gateway in
            for days in [50, 200, 399] { try await gateway.addEntry(daysOld: days) }
            try await gateway.doChores(limit: 100)
            let attempts: [(days: String, statement: SQL)] = [
                ("", "DELETE FROM identity_audit"), ("", "DELETE FROM identity_audit WHERE at < now() - interval '390 days'"),
                ("400", "DELETE FROM identity_audit"), ("100", "DELETE FROM identity_audit"), ("0", "DELETE FROM identity_audit"),
                ("10", "DELETE FROM identity_audit WHERE at < now() - interval '390 days'"), ("100", "TRUNCATE identity_audit"),
                ("100", "UPDATE identity_audit SET outcome = 'allow' WHERE at < now() - interval '390 days'"),
            ]
            for (days, statement) in attempts {
                await #expect(throws: (any Error).self, "\(days) \(statement)") {
                    try await gateway.database.withTransaction { transaction in
                        try await IdentityAuditStore.permitForgetting(olderThan: days, in: transaction)
                        try await transaction.execute(statement)
                    }
                }
            }
            #expect(try await gateway.ages() == [50, 200, 399])
            try await gateway.database.withTransaction { try await IdentityAuditStore.permitForgetting(olderThan: "100", in: $0) }
            await #expect(throws: (any Error).self, "a permit ends with its transaction") {
                try await gateway.database.execute("DELETE FROM identity_audit WHERE at < now() - interval '390 days'")
            }
        }
    }

    @Test func usageIsKeptForItsDays() async throws {
        try await withGateway(settings: ["PITCREW_PARTNER_USAGE_DAYS": "60"]) { gateway in
            let partner = try await gateway.makePartner()
            for days in [0, 59, 61, 400] {
                try await gateway.database.execute("""
                    INSERT INTO partner_usage (partner_id, client_id, operation, status_class, day, requests, buckets)
                    VALUES (\(partner.id), \(partner.clientID), 'x', 2, (now() AT TIME ZONE 'UTC')::date - \(days)::int, 1, '{1}')
                    """)
                try await gateway.database.execute("""
                    INSERT INTO partner_days (partner_id, environment, day, bookings)
                    VALUES (\(partner.id), 'live', (now() AT TIME ZONE 'UTC')::date - \(days)::int, 1)
                    """)
            }
            try await gateway.doChores(limit: 1)
            for table in ["partner_usage", "partner_days"] {
                let rows = try await gateway.database.query("""
                    SELECT (now() AT TIME ZONE 'UTC')::date - day AS days FROM \(identifier: table) ORDER BY days
                    """)
                #expect(try rows.map { try $0.get("days", as: Int.self) } == [0, 59], "\(table)")
            }
        }
    }
}

extension TestService where S == PartnerGatewayService {
    fileprivate func addEntry(daysOld days: Int) async throws {
        try await database.execute("""
            INSERT INTO identity_audit (at, action, outcome) VALUES (now() - make_interval(days => \(days)::int), 'test', 'done')
            """)
    }

    /// How old the entries are that there are.
    fileprivate func ages() async throws -> [Int] {
        try await database.query("""
            SELECT extract(day FROM now() - at)::int AS days FROM identity_audit WHERE action = 'test' ORDER BY days
            """).map { try $0.get("days") }
    }

    /// As the janitor does them: each in short transactions, until nothing is left.
    fileprivate func doChores(limit: Int) async throws {
        for chore in service.chores() {
            while try await database.withTransaction({ try await chore(limit, $0) }) == limit {}
        }
    }
}
