import Contracts
import Foundation
import PostgreSQL

/// Partners, and what each may do.
enum PartnerStore {
    struct Partner: Sendable {
        let id: UUID
        let name: String
    }

    /// What an operator sees and sets; nil limits are the settings' own.
    struct Profile: Codable, Sendable {
        let id: UUID
        let name: String
        let active: Bool
        let version: Int64
        let requestsPerSecond: Int?
        let burst: Int?
        let bookingsPerDay: Int?
    }

    static func insert(_ partner: Partner, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            INSERT INTO partners (id, name, version, created_at) VALUES (\(partner.id), \(partner.name), 1, \(now))
            """)
    }

    static func exists(_ id: UUID, in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 AS one FROM partners WHERE id = \(id) AND active").isEmpty
    }

    static func find(_ id: UUID, in database: PostgresClient) async throws -> Profile? {
        try await database.query("SELECT \(fragment: columns) FROM partners WHERE id = \(id)").first.map(profile)
    }

    /// - Returns: nil where there is no such partner.
    static func set(_ id: UUID, to wanted: PartnerSettings, in transaction: PostgresTransaction) async throws -> Profile? {
        try await transaction.query("""
            UPDATE partners SET active = \(wanted.active), requests_per_second = \(wanted.requestsPerSecond), burst = \(wanted.burst),
                bookings_per_day = \(wanted.bookingsPerDay), version = version + 1
            WHERE id = \(id) RETURNING \(fragment: columns)
            """).first.map(profile)
    }

    private static var columns: SQL { "id, name, active, version, requests_per_second, burst, bookings_per_day" }

    private static func profile(_ row: PostgresRow) throws -> Profile {
        Profile(
            id: try row.get("id"), name: try row.get("name"), active: try row.get("active"), version: try row.get("version"),
            requestsPerSecond: try row.getIfPresent("requests_per_second"), burst: try row.getIfPresent("burst"),
            bookingsPerDay: try row.getIfPresent("bookings_per_day")
        )
    }
}
