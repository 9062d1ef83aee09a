import Contracts
import Foundation
import PostgreSQL

/// Templates: drafts, and versions that do not change.
enum TemplateStore {
    /// Grows with whatever changes what is said.
    static func revision(in database: some Querying) async throws -> Int64 {
        try await database.query("SELECT revision FROM template_revision").first?.get("revision") ?? 0
    }

    static func bumpRevision(in transaction: PostgresTransaction) async throws {
        try await transaction.execute("UPDATE template_revision SET revision = revision + 1")
    }

    /// What is said. The revision is read first: what comes in meanwhile is read again.
    static func snapshot(in database: some Querying) async throws -> TemplateSnapshot {
        var snapshot = TemplateSnapshot.shipped
        snapshot.revision = try await revision(in: database)
        for row in try await database.query("SELECT name, definition FROM brands") {
            let (name, brand) = (try row.get("name", as: String.self), try row.json("definition", as: Brand.self))
            snapshot.brands[name] = brand
            for workshop in brand.workshops { snapshot.brandNames[workshop] = name }
        }
        let rows = try await database.query("""
            SELECT brand, name, channel, locale, version, content FROM templates JOIN template_versions v USING (brand, name, channel, locale)
            WHERE v.version = templates.published
            """)
        for row in rows {
            let key = try key(row)
            snapshot.published[key] = TemplateSnapshot.Source(key: key, version: try row.get("version"), content: try row.json("content"))
        }
        return snapshot
    }

    private static func key(_ row: PostgresRow) throws -> TemplateKey {
        TemplateKey(brand: try row.get("brand"), name: try row.get("name"), channel: try row.get("channel"), locale: try row.get("locale"))
    }

    /// Where templates of a brand stand that somebody has touched.
    static func standings(of brand: String, in database: some Querying) async throws -> [TemplateKey: TemplateStanding] {
        let rows = try await database.query("SELECT * FROM templates WHERE brand = \(brand)")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try key($0), try standing($0, key: try key($0))) })
    }

    static func standing(of key: TemplateKey, in database: some Querying) async throws -> TemplateStanding {
        let row = try await database.query("SELECT * FROM templates WHERE \(fragment: matches(key))").first
        return try row.map { try standing($0, key: key) } ?? untouched(key)
    }

    /// The same; nobody else changes it until the transaction ends.
    static func hold(_ key: TemplateKey, in transaction: PostgresTransaction) async throws -> TemplateStanding {
        try await transaction.execute("""
            INSERT INTO templates (brand, name, channel, locale, revision) VALUES (\(key.brand), \(key.name), \(key.channel), \(key.locale), 0)
            ON CONFLICT DO NOTHING
            """)
        let row = try await transaction.query("SELECT * FROM templates WHERE \(fragment: matches(key)) FOR UPDATE").first
        return try row.map { try standing($0, key: key) } ?? untouched(key)
    }

    private static func untouched(_ key: TemplateKey) -> TemplateStanding {
        TemplateStanding(published: TemplateSnapshot.shippedSource(key)?.version)
    }

    private static func standing(_ row: PostgresRow, key: TemplateKey) throws -> TemplateStanding {
        let draft = try row.jsonIfPresent("draft", as: TemplateContent.self).map { content in
            TemplateDraft(content: content, by: try row.get("drafted_by"), at: try row.get("drafted_at"))
        }
        return TemplateStanding(
            revision: try row.get("revision"), draft: draft, published: try row.getIfPresent("published") ?? untouched(key).published
        )
    }

    private static func matches(_ key: TemplateKey) -> SQL {
        "brand = \(key.brand) AND name = \(key.name) AND channel = \(key.channel) AND locale = \(key.locale)"
    }

    /// - Parameter content: nil discards the draft.
    static func draft(
        _ content: TemplateContent?, of key: TemplateKey, by editor: String, at now: Date, in transaction: PostgresTransaction
    ) async throws {
        let (who, when) = content == nil ? (nil, nil) : (editor as String?, now as Date?)
        try await transaction.execute("""
            UPDATE templates SET draft = \(json: content), drafted_by = \(who), drafted_at = \(when), revision = revision + 1
            WHERE \(fragment: matches(key))
            """)
    }

    /// Makes a content the next version, which is said from now on.
    /// - Returns: the version.
    static func publish(
        _ content: TemplateContent, of key: TemplateKey, revertsTo: Int?, by editor: String, at now: Date, in transaction: PostgresTransaction
    ) async throws -> Int {
        let row = try await transaction.query("""
            INSERT INTO template_versions (brand, name, channel, locale, version, content, reverts_to, published_by, published_at)
            SELECT \(key.brand), \(key.name), \(key.channel), \(key.locale), coalesce(max(version), 0) + 1, \(json: content), \(revertsTo), \(editor),
                \(now)
            FROM template_versions WHERE \(fragment: matches(key))
            RETURNING version
            """).first
        let version: Int = try row?.get("version") ?? 0
        try await transaction.execute("""
            UPDATE templates SET published = \(version), revision = revision + 1 WHERE \(fragment: matches(key))
            """)
        try await bumpRevision(in: transaction)
        return version
    }

    /// Every version, the latest first; the one that came with the service last.
    static func versions(of key: TemplateKey, in database: some Querying) async throws -> [TemplateVersion] {
        let rows = try await database.query("""
            SELECT version, content, reverts_to, published_by, published_at FROM template_versions WHERE \(fragment: matches(key))
            ORDER BY version DESC
            """)
        let stored = try rows.enumerated().map { index, row in
            TemplateVersion(
                version: try row.get("version"), status: index == 0 ? .published : .superseded, content: try row.json("content"),
                revertsTo: try row.getIfPresent("reverts_to"), publishedBy: try row.getIfPresent("published_by"),
                publishedAt: try row.getIfPresent("published_at")
            )
        }
        let shipped = TemplateSnapshot.shippedSource(key).map { source in
            TemplateVersion(
                version: 0, status: stored.isEmpty ? .shipped : .superseded, content: source.content, revertsTo: nil, publishedBy: nil,
                publishedAt: nil
            )
        }
        return stored + (shipped.map { [$0] } ?? [])
    }

    static func version(_ version: Int, of key: TemplateKey, in database: some Querying) async throws -> TemplateContent? {
        guard version != 0 else { return TemplateSnapshot.shippedSource(key)?.content }
        guard let version = Int32(exactly: version) else { return nil }
        return try await database.query("""
            SELECT content FROM template_versions WHERE \(fragment: matches(key)) AND version = \(version)
            """).first?.json("content")
    }
}
