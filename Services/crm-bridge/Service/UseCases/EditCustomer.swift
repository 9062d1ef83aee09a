import Contracts
import Foundation
import PostgreSQL

/// Changes a customer's profile at the wish of staff.
struct EditCustomer: Sendable {
    let database: PostgresClient
    let save: SaveCustomers
    let clock: any WallClock

    /// What is to be different; nil leaves as it is.
    struct Wish: Sendable {
        let name: String?
        let email: String?
        let phone: String?
        let locale: String?
        let nps: Int?

        func validate() throws(ValidationError) {
            var rules = CustomerRules()
            rules.text(name, "name", 1...200)
            rules.email(email, "email")
            rules.text(phone, "phone", 1...40)
            rules.text(locale, "locale", 2...35)
            rules.nps(nps, "nps")
            try rules.check()
        }
    }

    /// - Parameter version: where given, the only version that may be changed.
    /// - Returns: the state after the change.
    func run(_ id: UUID, _ wish: Wish, version: Int64?) async throws -> CustomerState {
        try wish.validate()
        let now = clock.now()
        return try await database.withTransaction { transaction in
            let emails = wish.email.map { [NaturalIdentity.normalized(email: $0)] } ?? []
            var ledger = try await CustomerStore.ledger(ids: [id], emails: emails, vehicles: [], in: transaction)
            guard let known = ledger.customer(id) else { throw CustomerError.customerUnknown }
            if let version, version != known.version { throw CustomerError.versionMismatch(current: known.version) }
            let facts = CustomerFacts(
                ids: [known.id], newID: known.id, name: wish.name, email: emails.first ?? known.email, phone: wish.phone,
                locale: wish.locale, since: nil, nps: wish.nps, at: now, source: .authority
            )
            _ = try ledger.note(facts)
            try await save.run(ledger, in: transaction)
            return ledger.customer(known.id) ?? known
        }
    }
}
