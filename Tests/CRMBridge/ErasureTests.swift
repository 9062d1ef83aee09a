import Contracts
import Foundation
import TestSupport
import Testing

@testable import CRMBridge

/// A customer who is to be forgotten.
@Suite struct ErasureTests {
    private static func tables(with word: String, _ service: TestService<CRMBridgeService>) async throws -> [String] {
        var found: [String] = []
        for table in ["customers", "vehicles", "visits", "churn_scores", "customer_aliases", "crm_sync"] {
            let rows = try await service.database.query("SELECT 1 FROM \(unescaped: table) t WHERE t::text ILIKE \("%\(word)%") LIMIT 1")
            if !rows.isEmpty { found.append(table) }
        }
        return found
    }

    @Test func everyWordGoesAndTheOthersAreTold() async throws {
        try await withBridge { service, token in
            let (customer, alias) = (UUID(), UUID())
            try await service.publish(appointment(.completed, customer: customer, email: "ada@example.com", plate: "B-ZZ 77"))
            _ = try await service.profile(customer, token)
            try await service.publish(appointment(.completed, customer: alias, email: "ada@example.com", plate: "B-ZZ 77", minute: 1))
            let before = try await service.profile(alias, token) { $0.visits.count == 2 }
            #expect(before.id == customer)
            let path = "/v1/customers/\(customer.text)/erase"
            let stale = try await service.send(.post, path, token: token, headers: [("If-Match", "\"99\"")])
            #expect(stale.status == 412)
            let answer = try await service.send(.post, path, token: token, headers: [("If-Match", "\"\(before.version)\"")])
            let profile: CustomerProfile = try answer.decoded()
            #expect(answer.status == 200 && profile.name == "erased" && profile.phone == nil && profile.visits.count == 2)
            for word in ["lovelace", "ada@", "123456", "ZZ"] { #expect(try await Self.tables(with: word, service) == [], "\(word)") }

            let told = try await service.tap.awaitEvent(.customerErased, as: CustomerErased.self)
            #expect(told.customerId == customer && told.aliases == [alias] && told.version == before.version + 1)
            _ = try await service.tap.awaitEvent(.customerUpdated, as: CustomerState.self) { $0.name == "erased" && $0.id == customer }
            _ = try await service.tap.awaitEvent(.vehicleUpdated, as: VehicleState.self) { $0.vehicle.plate == "erased" }
        }
    }

    @Test func whoHasAVisitAheadIsNotErasedYet() async throws {
        try await withBridge { service, token in
            let customer = UUID()
            try await service.publish(appointment(.booked, customer: customer, email: "ada@example.com"))
            _ = try await service.profile(customer, token)
            let refused = try await service.send(.post, "/v1/customers/\(customer.text)/erase", token: token)
            #expect(refused.status == 409 && refused.text.contains("visits-open"))
            #expect(try await service.profile(customer, token).name == "Ada Lovelace")
            #expect(try await service.send(.post, "/v1/customers/\(UUID().text)/erase", token: token).status == 404)
        }
    }
}
