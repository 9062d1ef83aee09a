import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Where partners want to be called, and the secrets the calls are signed with.
struct WebhookStore: Sendable {
    let sealing: AEAD.Key
    /// A secret that was replaced signs beside the new one for so long.
    static let overlap: TimeInterval = 86_400

    struct Endpoint: Sendable {
        let url: URL
        /// One, or during a rotation two, the new one first.
        let secrets: [[UInt8]]
    }

    /// What a partner is shown of its webhook.
    struct Setting: Codable, Sendable {
        let url: String
        let disabledAt: Date?
        let disabledWhy: String?
        /// Until then calls are signed with the secret before as well.
        let previousSecretUntil: Date?
    }

    /// Sets the URL; the secret is made once and kept when the URL changes. An endpoint that was disabled is enabled again.
    /// - Returns: the secret that counts: of two who set it for the first time at once, both get the same.
    func put(
        _ url: URL, partner: UUID, environment: PartnerEnvironment, in transaction: PostgresTransaction
    ) async throws -> [UInt8] {
        let sealed = try seal(SecureRandom.bytes(32), partner, environment)
        let rows = try await transaction.query("""
            INSERT INTO \(identifier: environment.webhooksTable) AS w (partner_id, url, sealed_secret)
            VALUES (\(partner), \(url.absoluteString), \(sealed))
            ON CONFLICT (partner_id) DO UPDATE SET url = excluded.url, disabled_at = NULL, disabled_why = NULL
            RETURNING sealed_secret
            """)
        return try rows.first.map { try open($0, "sealed_secret", partner, environment) } ?? []
    }

    /// A new secret; the one before signs as well for a day.
    /// - Returns: the URL and the new one; nil where no webhook is set.
    func rotateSecret(
        partner: UUID, environment: PartnerEnvironment, at now: Date, in transaction: PostgresTransaction
    ) async throws -> (url: String, secret: [UInt8])? {
        let secret = SecureRandom.bytes(32)
        let rows = try await transaction.query("""
            UPDATE \(identifier: environment.webhooksTable)
            SET previous_sealed_secret = sealed_secret, previous_until = \(now + Self.overlap),
                sealed_secret = \(try seal(secret, partner, environment))
            WHERE partner_id = \(partner) RETURNING url
            """)
        return try rows.first.map { (try $0.get("url"), secret) }
    }

    static func show(partner: UUID, environment: PartnerEnvironment, at now: Date, in database: PostgresClient) async throws -> Setting? {
        try await database.query("""
            SELECT url, disabled_at, disabled_why, CASE WHEN previous_until > \(now) THEN previous_until END AS previous_until
            FROM \(identifier: environment.webhooksTable) WHERE partner_id = \(partner)
            """).first.map { row in
            Setting(
                url: try row.get("url"), disabledAt: try row.getIfPresent("disabled_at"), disabledWhy: try row.getIfPresent("disabled_why"),
                previousSecretUntil: try row.getIfPresent("previous_until")
            )
        }
    }

    /// Whether the partner's endpoint is enabled, and stays as it is until the transaction ends; nil where none was ever set.
    static func isEnabled(partner: UUID, environment: PartnerEnvironment, in transaction: PostgresTransaction) async throws -> Bool? {
        try await transaction.query("""
            SELECT disabled_at IS NULL AS enabled FROM \(identifier: environment.webhooksTable) WHERE partner_id = \(partner) FOR SHARE
            """).first?.get("enabled")
    }

    func endpoint(
        of partner: UUID, environment: PartnerEnvironment, at now: Date, in database: PostgresClient
    ) async throws -> Endpoint? {
        let row = try await database.query("""
            SELECT url, sealed_secret, CASE WHEN previous_until > \(now) THEN previous_sealed_secret END AS previous
            FROM \(identifier: environment.webhooksTable) WHERE partner_id = \(partner) AND disabled_at IS NULL
            """).first
        guard let row, let url = URL(string: try row.get("url")) else { return nil }
        let columns = try row.isNull("previous") ? ["sealed_secret"] : ["sealed_secret", "previous"]
        return Endpoint(url: url, secrets: try columns.map { try open(row, $0, partner, environment) })
    }

    /// Makes no more calls to that URL; one that was set meanwhile is left alone.
    static func disable(
        _ url: URL, partner: UUID, environment: PartnerEnvironment, why: String, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Bool {
        try await transaction.execute("""
            UPDATE \(identifier: environment.webhooksTable) SET disabled_at = \(now), disabled_why = \(why)
            WHERE partner_id = \(partner) AND url = \(url.absoluteString) AND disabled_at IS NULL
            """) == 1
    }

    private func seal(_ secret: [UInt8], _ partner: UUID, _ environment: PartnerEnvironment) throws -> Data {
        Data(try AEAD.seal(secret, key: sealing, associatedData: Self.place(partner, environment)))
    }

    private func open(_ row: PostgresRow, _ column: String, _ partner: UUID, _ environment: PartnerEnvironment) throws -> [UInt8] {
        try AEAD.open(Array(try row.get(column, as: Data.self)), key: sealing, associatedData: Self.place(partner, environment))
    }

    /// Binds a sealed secret to its row. That of the live table is the partner's id alone, as it always was.
    private static func place(_ partner: UUID, _ environment: PartnerEnvironment) -> [UInt8] {
        Array((environment.claim.map { $0 + " " } ?? "").utf8) + Array(partner.text.utf8)
    }
}
