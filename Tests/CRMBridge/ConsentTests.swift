import Contracts
import Foundation
import TestSupport
import Testing

@testable import CRMBridge

@Suite struct ConsentTests {
    private func put(
        _ service: TestService<CRMBridgeService>, _ path: String, given: Bool, wording: String?, token: String
    ) async throws -> Int {
        let note = ConsentNote(isGiven: given, source: "front_desk", wordingVersion: wording)
        return try await service.send(.put, path, body: note, token: token).status
    }

    @Test func whatACustomerSaysIsToldForEveryIDTheyAreKnownBy() async throws {
        try await withBridge { service, token in
            let (first, second) = (UUID(), UUID())
            try await service.publish(appointment(customer: first, email: "ada@example.com"))
            _ = try await service.profile(first, token)
            try await service.publish(appointment(customer: second, email: "ada@example.com", minute: 1))
            _ = try await service.profile(second, token) { $0.visits.count == 2 }
            let path = "/v1/customers/\(second.text)/consents/marketing/email"
            #expect(try await put(service, path, given: true, wording: "2026-03", token: token) == 200)
            for id in [first, second, NaturalIdentity.customer(email: "ada@example.com")] {
                let told = try await service.tap.awaitEvent(.consentChanged, as: ConsentState.self) { $0.customerId == id }
                #expect(told.isGiven && told.version == 1 && told.purpose == .marketing && told.channel == "email")
                #expect(told.wordingVersion == "2026-03" && told.source == "front_desk" && told.id == ConsentState.id(of: id, .marketing, "email"))
            }
            #expect(try await put(service, path, given: false, wording: nil, token: token) == 200)
            _ = try await service.tap.awaitEvent(.consentChanged, as: ConsentState.self) { !$0.isGiven && $0.version == 2 }
        }
    }

    @Test func whatCannotBeSaidIsRefused() async throws {
        try await withBridge { service, token in
            let customer = UUID()
            try await service.publish(appointment(customer: customer, email: "ada@example.com"))
            _ = try await service.profile(customer, token)
            let path = "/v1/customers/\(customer.text)/consents/"
            #expect(try await put(service, path + "marketing/email", given: true, wording: nil, token: token) == 422)
            for topic in ["security/email", "transactional/sms", "nonsense/email", "marketing/pigeon"] {
                #expect(try await put(service, path + topic, given: true, wording: "1", token: token) == 404)
            }
            let stranger = "/v1/customers/\(UUID().text)/consents/marketing/email"
            #expect(try await put(service, stranger, given: true, wording: "1", token: token) == 404)
            let other = try service.token(scopes: ["campaigns"])
            #expect(try await put(service, path + "marketing/email", given: true, wording: "1", token: other) == 403)
            #expect(try await service.database.query("SELECT FROM consents").isEmpty)
        }
    }
}
