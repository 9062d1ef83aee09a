import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// Customers, as staff look for them and look after them.
struct CustomersAPI: Sendable {
    let database: PostgresClient
    let edit: EditCustomer
    let erase: EraseCustomer

    static let access = Access.permission(.customers)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/customers", operation: "listCustomers", summary: "Customers by name, or those found by words or plate",
            access: Self.access, query: CustomersQuery.self, output: CustomersPage.self
        ) { _, query, _ in
            let page = try await ListPage.read(query.limit) { limit in
                try await ProfileStore.find(CustomerSearch(query.query), after: query.cursor, limit: limit, in: database)
            }
            return .ok(CustomersPage(items: page.items, nextCursor: page.last?.id))
        }
        router.on(
            .get, "/v1/customers/{id}", operation: "showCustomer", summary: "A customer with vehicles, visits, spend and churn score",
            access: Self.access, output: CustomerProfile.self, errors: [.customerUnknown]
        ) { request, _, _ in
            let profile = try await profile(try request.pathID("id"))
            return .ok(profile, etag: String(profile.version))
        }
        router.on(
            .patch, "/v1/customers/{id}", operation: "editCustomer", summary: "Change a customer; `If-Match` is honoured",
            access: Self.access, body: CustomerPatch.self, output: CustomerProfile.self,
            errors: [.customerUnknown, .emailTaken, .versionMismatch]
        ) { request, _, body in
            let wish = EditCustomer.Wish(name: body.name, email: body.email, phone: body.phone, locale: body.locale, nps: body.nps)
            return try await changed { try await edit.run(try request.pathID("id"), wish, version: request.version()).id }
        }
    }

    func addErasing(to router: inout Router) {
        router.on(
            .post, "/v1/customers/{id}/erase", operation: "eraseCustomer",
            summary: "Forget who a customer was, here and where it is heard; `If-Match` is honoured", access: Self.access,
            output: CustomerProfile.self, errors: [.customerUnknown, .visitsOpen, .versionMismatch]
        ) { request, _, _ in
            let id: UUID = try request.pathID("id")
            return try await changed {
                try await erase.run(id, version: request.version())
                return id
            }
        }
    }

    /// The profile as a change has left it.
    private func changed(_ change: () async throws -> UUID) async throws -> Reply<CustomerProfile> {
        do {
            let profile = try await profile(try await change())
            return .ok(profile, etag: String(profile.version))
        } catch let error as CustomerError {
            guard case .versionMismatch = error else { throw error }
            throw Problem(.versionMismatch, detail: error.detail)
        }
    }

    private func profile(_ id: UUID) async throws -> CustomerProfile {
        guard let customer = try await ProfileStore.customer(id, in: database) else { throw CustomerError.customerUnknown }
        let id = customer.id
        async let vehicles = ProfileStore.vehicles(of: id, in: database)
        async let visits = ProfileStore.visits(of: id, in: database)
        async let spend = ProfileStore.spend(of: id, in: database)
        async let churn = ProfileStore.churn(of: id, in: database)
        return CustomerProfile(
            id: id, version: customer.version, name: customer.name, email: customer.email, phone: customer.phone,
            locale: customer.locale, since: customer.since, nps: customer.nps, vehicles: try await vehicles, visits: try await visits,
            spend: try await spend, churn: try await churn
        )
    }
}

extension ProblemSpec {
    static let customerUnknown = ProblemSpec(404, "customer-unknown", "There is no such customer")
    static let emailTaken = ProblemSpec(409, "email-taken", "The e-mail address belongs to another customer")
    static let visitsOpen = ProblemSpec(409, "visits-open", "The customer has a visit ahead or under way")
    static let versionMismatch = ProblemSpec(412, "version-mismatch", "The customer has another version")
    static let tooManyRows = ProblemSpec(422, "too-many-rows", "The import has too many rows")
}
