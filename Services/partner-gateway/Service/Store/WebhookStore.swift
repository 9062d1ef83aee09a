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
    /// - Returns: the secret.
    func put(_ url: URL, partner: UUID, in transaction: PostgresTransaction) async throws -> [UInt8] {
        let known = try await transaction.query("SELECT sealed_secret FROM webhooks WHERE partner_id = \(partner) FOR UPDATE").first
        let secret = try known.map { try open($0, partner) } ?? SecureRandom.bytes(32)
        let sealed = try AEAD.seal(secret, key: sealing, associatedData: Array(partner.text.utf8))
        try await transaction.execute("""
            INSERT INTO webhooks (partner_id, url, sealed_secret) VALUES (\(partner), \(url.absoluteString), \(Data(sealed)))
            ON CONFLICT (partner_id) DO UPDATE SET url = excluded.url, disabled_at = NULL, disabled_why = NULL
            """)
        return secret
    }

    /// Whether calls are to be made for this partner at all.
    static func isEnabled(partner: UUID, in transaction: PostgresTransaction) async throws -> Bool {
        try await !transaction.query("SELECT 1 AS one FROM webhooks WHERE partner_id = \(partner) AND disabled_at IS NULL").isEmpty
    }

    func endpoint(of partner: UUID, in database: PostgresClient) async throws -> Endpoint? {
        let row = try await database.query("SELECT url, sealed_secret FROM webhooks WHERE partner_id = \(partner) AND disabled_at IS NULL").first
        guard let row, let url = URL(string: try row.get("url")) else { return nil }
        return Endpoint(url: url, secret: try open(row, partner))
    }

    static func disable(partner: UUID, why: String, at now: Date, in transaction: PostgresTransaction) async throws {
        try await transaction.execute("""
            UPDATE webhooks SET disabled_at = \(now), disabled_why = \(why) WHERE partner_id = \(partner) AND disabled_at IS NULL
            """)
    }

    private func open(_ row: PostgresRow, _ partner: UUID) throws -> [UInt8] {
        try AEAD.open(Array(try row.get("sealed_secret", as: Data.self)), key: sealing, associatedData: Array(partner.text.utf8))
    }
}
