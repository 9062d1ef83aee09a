import Contracts
import Foundation
import TestSupport
import Testing

@testable import CRMBridge

@Suite struct CustomerTests {
    @Test func anAppointmentMakesCustomerVehicleAndVisit() async throws {
        try await withBridge { service, token in
            let customer = UUID()
            let state = appointment(.completed, customer: customer, email: "Ada@Example.com")
            try await service.publish(state)
            let profile = try await service.profile(customer, token)
            #expect(profile.email == "ada@example.com")
            #expect(profile.vehicles.map(\.plate) == ["B-PC 1"])
            #expect(profile.visits.map(\.appointmentId) == [state.id])
            #expect(profile.spend == [state.price])
            let created = try await service.tap.awaitEvent(.customerCreated, as: CustomerState.self)
            #expect(created.id == customer && created.version == 1)
            _ = try await service.tap.awaitEvent(.vehicleUpdated, as: VehicleState.self) { $0.customerId == customer }
        }
    }

    @Test func redeliveryAndOldVersionsChangeNothing() async throws {
        try await withBridge { service, token in
            let (customer, id, event) = (UUID(), UUID(), UUID())
            let latest = appointment(.completed, id: id, version: 3, customer: customer, email: "ada@example.com", minute: 10)
            var old = appointment(.booked, id: id, version: 2, customer: customer, email: "ada@example.com", minute: 5)
            old.customer.name = "Old Name"
            old.vehicle.mileageKm = 1
            try await service.publish(latest, id: event)
            try await service.publish(latest, id: event)
            try await service.publish(old)
            try await service.publish(appointment(customer: UUID(), email: "last@example.com"))
            _ = try await service.tap.awaitEvent(.customerCreated, as: CustomerState.self) { $0.email == "last@example.com" }
            let profile = try await service.profile(customer, token)
            #expect(profile.version == 1 && profile.name == "Ada Lovelace")
            #expect(profile.visits.map(\.status) == [.completed])
            #expect(try service.tap.payloads(.customerUpdated, as: CustomerState.self).isEmpty)
        }
    }

    @Test func anAddressKnownUnderAnotherIDIsTheSameCustomer() async throws {
        try await withBridge { service, token in
            let (first, second) = (UUID(), UUID())
            try await service.publish(appointment(customer: first, email: "ada@example.com"))
            _ = try await service.profile(first, token)
            try await service.publish(appointment(customer: second, email: "ADA@example.com", minute: 1))
            let profile = try await service.profile(second, token) { $0.visits.count == 2 }
            #expect(profile.id == first)
            #expect(profile.vehicles.count == 1)
            #expect(try service.tap.payloads(.customerCreated, as: CustomerState.self).count <= 1)
        }
    }

    @Test func theProfileShowsTheLatestScore() async throws {
        try await withBridge { service, token in
            let customer = UUID()
            var score = ChurnScore.example
            score.customerId = customer
            (score.version, score.probability) = (2, 0.75)
            try await service.publish(.churnScored, subject: customer, version: 2, payload: score)
            (score.version, score.probability) = (1, 0.25)
            try await service.publish(.churnScored, subject: customer, version: 1, payload: score)
            try await service.publish(appointment(customer: customer, email: "ada@example.com"))
            let churn = try await service.profile(customer, token) { $0.churn != nil }.churn
            #expect(churn?.probability == 0.75)
            #expect(churn?.reasons == score.reasons)
        }
    }

    @Test func importingTwiceChangesNothing() async throws {
        try await withBridge { service, token in
            let lines = [
                #"{"externalId":"A-1","name":"Ada Lovelace","email":"Ada@example.com","vehicles":[{"plate":"B-PC 1","make":"VW","model":"Golf"}]}"#,
                #"{"externalId":"A-2","name":"Grace Hopper","email":"grace@example.com","nps":9}"#,
                #"{"externalId":"A-3","name":"Nobody","email":"nowhere"}"#,
                #"{"externalId":"A-4"}"#,
            ]
            let first = try await service.upload(lines, token)
            #expect(first.map(\.status) == [.created, .created, .failed, .failed])
            #expect(first[2].error == "email must be an e-mail address")
            let again = try await service.upload(lines, token)
            #expect(again.map(\.status) == [.unchanged, .unchanged, .failed, .failed])
            #expect(again.map(\.id) == first.map(\.id))
            let changed = try await service.upload([lines[1].replacing("Hopper", with: "Murray").replacing("grace@", with: "g@")], token)
            #expect(changed.map(\.status) == [.updated] && changed[0].id == first[1].id)
        }
    }

    @Test(arguments: [("love", 1), ("ada@exam", 1), ("b-pc", 1), ("zzz", 0), ("", 2), ("'; DROP & !", 0)])
    func customersAreFoundByWordsAndPlates(query: String, count: Int) async throws {
        try await withBridge { service, token in
            _ = try await service.upload([
                #"{"externalId":"1","name":"Ada Lovelace","email":"ada@example.com","vehicles":[{"plate":"B-PC 1","make":"VW","model":"Up"}]}"#,
                #"{"externalId":"2","name":"Grace Hopper","email":"grace@test.example"}"#,
            ], token)
            let text = query.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let page = try await service.get("/v1/customers?query=\(text)", token: token).decoded(CustomersPage.self)
            #expect(page.items.count == count)
            let first = try await service.get("/v1/customers?limit=1", token: token).decoded(CustomersPage.self)
            let cursor = first.nextCursor?.text ?? ""
            let second = try await service.get("/v1/customers?limit=1&cursor=\(cursor)", token: token).decoded(CustomersPage.self)
            #expect((first.items + second.items).map(\.name) == ["Ada Lovelace", "Grace Hopper"])
        }
    }

    @Test func anEditHonoursTheVersionAndAddressesStayUnique() async throws {
        try await withBridge { service, token in
            let ids = try await service.upload([
                #"{"externalId":"1","name":"Ada Lovelace","email":"ada@example.com"}"#,
                #"{"externalId":"2","name":"Grace Hopper","email":"grace@example.com"}"#,
            ], token).compactMap(\.id)
            let path = "/v1/customers/\(ids[0].text)"
            func patch(_ body: [String: String], _ version: String) async throws -> Int {
                try await service.send(.patch, path, body: body, token: token, headers: [("If-Match", version)]).status
            }
            #expect(try await patch(["name": "Ada King"], "\"1\"") == 200)
            #expect(try await patch(["name": "Ada Byron"], "\"1\"") == 412)
            #expect(try await patch(["email": "grace@example.com"], "\"2\"") == 409)
            #expect(try await patch(["email": "nowhere"], "\"2\"") == 422)
            let updated = try await service.tap.awaitEvent(.customerUpdated, as: CustomerState.self)
            #expect(updated.version == 2 && updated.name == "Ada King")
        }
    }

    @Test func aBookingFillsWhatIsMissingAndRewritesNothing() async throws {
        try await withBridge { service, token in
            let id = try #require(try await service.upload([
                #"{"externalId":"1","name":"Ada Lovelace","email":"ada@example.com","locale":"en"}"#,
            ], token).first?.id)
            func book(_ name: String, _ phone: String, _ version: Int64) -> AppointmentState {
                var state = appointment(customer: id, email: "ada@example.com", minute: Double(version))
                state.customer.name = name
                state.customer.phone = phone
                state.changedAt = Date() + Double(version)
                return state
            }
            try await service.publish(book("Somebody Else", "+49 30 1", 1))
            _ = try await service.profile(id, token) { $0.visits.count == 1 }
            try await service.publish(book("Anybody", "+49 30 2", 2))
            let profile = try await service.profile(id, token) { $0.visits.count == 2 }
            #expect(profile.name == "Ada Lovelace" && profile.locale == "en" && profile.phone == "+49 30 1")
        }
    }

    @Test func addressesMayBeHandedOnWithinOneImport() async throws {
        try await withBridge { service, token in
            func line(_ id: String, _ email: String) -> String { #"{"externalId":"\#(id)","name":"Ada \#(id)","email":"\#(email)@example.com"}"# }
            let before = (1...40).flatMap { [line("a\($0)", "a\($0)"), line("b\($0)", "b\($0)")] }
            let created = try await service.upload(before, token)
            #expect(created.allSatisfy { $0.status == .created })
            // Each b moves away, and its a takes the address over.
            let after = (1...40).flatMap { [line("b\($0)", "c\($0)"), line("a\($0)", "b\($0)")] }
            let updated = try await service.upload(after, token)
            #expect(updated.allSatisfy { $0.status == .updated })
        }
    }
}
