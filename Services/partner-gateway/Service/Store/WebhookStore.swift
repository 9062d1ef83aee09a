import Contracts
import Cryptography
import Foundation
import PostgreSQL

/// Where partners want to be called, and the secrets the calls are signed with.
struct WebhookStore: Sendable {
    let sealing: AEAD.Key

    struct Endpoint: Sendable {
        let url: URL
        let secret: [UInt8]
    }

    /// Sets the URL; the secret is made once and kept when the URL changes. An endpoint that was disabled is enabled again.
    /// - Returns: the secret that counts: of two who set it for the first time at once, both get the same.
    func put(_ url: URL, partner: UUID, in transaction: PostgresTransaction) async throws -> [UInt8] {
        let sealed = try AEAD.seal(SecureRandom.bytes(32), key: sealing, associatedData: Array(partner.text.utf8))
        let rows = try await transaction.query("""
            INSERT INTO webhooks (partner_id, url, sealed_secret) VALUES (\(partner), \(url.absoluteString), \(Data(sealed)))
            ON CONFLICT (partner_id) DO UPDATE SET url = excluded.url, disabled_at = NULL, disabled_why = NULL
            RETURNING sealed_secret
            """)
        return try rows.first.map { try open($0, partner) } ?? []
    }

    /// Whether the partner's endpoint is enabled, and stays as it is until the transaction ends; nil where none was ever set.
    static func isEnabled(partner: UUID, in transaction: PostgresTransaction) async throws -> Bool? {
        try await transaction.query("""
            SELECT disabled_at IS NULL AS enabled FROM webhooks WHERE partner_id = \(partner) FOR SHARE
            """).first?.get("enabled")
    }

    func endpoint(of partner: UUID, in database: PostgresClient) async throws -> Endpoint? {
        let row = try await database.query("""
            SELECT url, sealed_secret FROM webhooks WHERE partner_id = \(partner) AND disabled_at IS NULL
            """).first
        guard let row, let url = URL(string: try row.get("url")) else { return nil }
        return Endpoint(url: url, secret: try open(row, partner))
    }

    /// Makes no more calls to that URL; one that was set meanwhile is left alone.
    static func disable(_ url: URL, partner: UUID, why: String, at now: Date, in transaction: PostgresTransaction) async throws -> Bool {
        try await transaction.execute("""
            UPDATE webhooks SET disabled_at = \(now), disabled_why = \(why)
            WHERE partner_id = \(partner) AND url = \(url.absoluteString) AND disabled_at IS NULL
            """) == 1
    }

    private func open(_ row: PostgresRow, _ partner: UUID) throws -> [UInt8] {
        try AEAD.open(Array(try row.get("sealed_secret", as: Data.self)), key: sealing, associatedData: Array(partner.text.utf8))
    }
}
