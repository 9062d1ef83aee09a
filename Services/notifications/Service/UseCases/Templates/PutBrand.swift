import Contracts
import Foundation
import Outbound
import PostgreSQL

/// Sets a brand. Its messages are said as it from then on.
struct PutBrand: Sendable {
    let database: PostgresClient
    let clock: any WallClock

    /// - Parameter revision: the one that may be changed; nil where any may.
    /// - Throws: `ValidationError`, ``TemplateError``.
    func callAsFunction(_ brand: Brand, as name: String, revision: Int64?, by editor: String) async throws -> BrandStore.Stored {
        let brand = try brand.validated()
        guard TemplateKey.isName(name) else { throw ValidationError([FieldViolation("brand", TemplateKey.nameRule)]) }
        if let sender = brand.sender, (try? EmailAddress(parsing: sender)) == nil {
            throw ValidationError([FieldViolation("sender", "must be an e-mail address, with or without a name")])
        }
        return try await database.withTransaction(attempts: 3) { transaction in
            try await BrandStore.hold(in: transaction)
            let known = try await BrandStore.find(name, in: transaction)?.revision ?? 0
            if let revision, revision != known { throw TemplateError.versionMismatch }
            if let taken = try await BrandStore.taken(brand.workshops, but: name, in: transaction) {
                throw TemplateError.brandTaken(workshop: taken.text)
            }
            try await BrandStore.put(brand, as: name, by: editor, at: clock.now(), in: transaction)
            return try await BrandStore.find(name, in: transaction) ?? BrandStore.Stored(name: name, brand: brand, revision: known)
        }
    }
}
