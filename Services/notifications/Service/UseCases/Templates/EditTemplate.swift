import Contracts
import Foundation
import PostgreSQL

/// Drafts, publishes and takes back templates. Whoever edits presents the revision they saw, and is refused where there is a newer one.
struct EditTemplate: Sendable {
    let database: PostgresClient
    let samples: SampleCauses
    let clock: any WallClock

    /// What an editor has in hand.
    struct Grip: Sendable {
        let key: TemplateKey
        /// The revision that may be changed; nil where any may.
        let revision: Int64?
        let editor: String
    }

    /// - Throws: ``TemplateInvalid``, ``TemplateError``.
    func save(_ content: TemplateContent, _ grip: Grip) async throws -> (TemplateView, Int64) {
        try await change(grip) { snapshot, standing, transaction in
            _ = try TemplateCheck(snapshot: snapshot, samples: samples).check(content, at: grip.key)
            try await TemplateStore.draft(content, of: grip.key, by: grip.editor, at: clock.now(), in: transaction)
        }
    }

    func discard(_ grip: Grip) async throws -> (TemplateView, Int64) {
        try await change(grip) { _, standing, transaction in
            guard standing.draft != nil else { throw TemplateError.noDraft }
            try await TemplateStore.draft(nil, of: grip.key, by: grip.editor, at: clock.now(), in: transaction)
        }
    }

    /// Checked once more: fragments may have changed since it was saved.
    func publish(_ grip: Grip) async throws -> (TemplateView, Int64) {
        try await change(grip) { snapshot, standing, transaction in
            guard let draft = standing.draft else { throw TemplateError.noDraft }
            _ = try TemplateCheck(snapshot: snapshot, samples: samples).check(draft.content, at: grip.key)
            _ = try await TemplateStore.publish(draft.content, of: grip.key, revertsTo: nil, by: grip.editor, at: clock.now(), in: transaction)
            try await TemplateStore.draft(nil, of: grip.key, by: grip.editor, at: clock.now(), in: transaction)
        }
    }

    /// Says an earlier version again, as a new one.
    func revert(to version: Int, _ grip: Grip) async throws -> (TemplateView, Int64) {
        try await change(grip) { snapshot, _, transaction in
            guard let content = try await TemplateStore.version(version, of: grip.key, in: transaction) else { throw TemplateError.unknownVersion }
            _ = try TemplateCheck(snapshot: snapshot, samples: samples).check(content, at: grip.key)
            _ = try await TemplateStore.publish(content, of: grip.key, revertsTo: version, by: grip.editor, at: clock.now(), in: transaction)
        }
    }

    /// What there is under a key, and its revision.
    func view(_ key: TemplateKey, in database: some Querying) async throws -> (TemplateView, Int64) {
        let standing = try await TemplateStore.standing(of: key, in: database)
        guard standing.draft != nil || standing.published != nil else { throw TemplateError.unknown }
        let snapshot = try await TemplateStore.snapshot(in: database)
        let content = snapshot.source(key)?.content
        let warnings = try? (standing.draft?.content ?? content).map { content throws(TemplateInvalid) in
            try TemplateCheck(snapshot: snapshot, samples: samples).check(content, at: key)
        }
        let view = TemplateView(template: TemplateSummary(key, standing), content: content, draft: standing.draft, warnings: (warnings ?? nil) ?? [])
        return (view, standing.revision)
    }

    /// Changes of what is said come one after the other, so that what is checked is what there is.
    private func change(
        _ grip: Grip, _ body: @escaping @Sendable (TemplateSnapshot, TemplateStanding, PostgresTransaction) async throws -> Void
    ) async throws -> (TemplateView, Int64) {
        let key = try grip.key.validated()
        return try await database.withTransaction(attempts: 3) { transaction in
            try await BrandStore.hold(in: transaction)
            guard try await BrandStore.find(key.brand, in: transaction) != nil else { throw TemplateError.unknownBrand }
            let standing = try await TemplateStore.hold(key, in: transaction)
            if let revision = grip.revision, revision != standing.revision { throw TemplateError.versionMismatch }
            try await body(try await TemplateStore.snapshot(in: transaction), standing, transaction)
            return try await view(key, in: transaction)
        }
    }
}
