import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct CatalogueTests {
    @Test func theCatalogueIsListedInTheWorkshopsCurrency() async throws {
        try await Garage.open { garage in
            let workshops = try await garage.service.get("/v1/workshops")
            #expect(workshops.text.contains("Pit Lane Berlin") && workshops.text.contains("\"from\":\"08:00\""))
            let services = try await garage.service.get("/v1/services?workshopId=\(Garage.workshop.text)").decoded(ItemList<ServiceView>.self)
            #expect(services.items.map(\.code) == ["BRK", "DIA"] && services.items.allSatisfy { $0.price.currency == "EUR" })
        }
    }

    @Test func aChangeIsToldOnceAndTheSameAgainIsNot() async throws {
        try await Garage.open { garage in
            let tap = garage.service.tap
            _ = try await tap.awaitEvent(.workshopChanged, as: WorkshopState.self)
            _ = try await tap.awaitEvent(.technicianChanged, as: TechnicianState.self) { $0.name == "Ann" && $0.shifts.count == 5 }
            let same = Garage.definition("BRK", "Brake pads", 10, "brakes", [])
            try await garage.put("services", Garage.brakes, same)
            var longer = same
            longer.labourTenths = 15
            try await garage.put("services", Garage.brakes, longer)
            let told = try await tap.awaitEvent(.serviceChanged, as: ServiceState.self) { $0.labourTenths == 15 }
            #expect(told.version == 2)
        }
    }

    @Test func anEditIsSeenByTheNextSearch() async throws {
        try await Garage.open { garage in
            #expect(try await garage.starts().last == Garage.at(17))
            var longer = Garage.definition("BRK", "Brake pads", 20, "brakes", [])
            try await garage.put("services", Garage.brakes, longer)
            #expect(try await garage.starts().last == Garage.at(16))
            longer.active = false
            try await garage.put("services", Garage.brakes, longer)
            let path = "/v1/slots?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.brakes.text)&from=2026-03-03&days=1"
            #expect(try await garage.service.get(path).status == 422)
        }
    }

    @Test func aDefinitionThatBreaksRulesIsRefusedWithAllOfThem() async throws {
        try await Garage.open { garage in
            let bad = WorkshopDefinition(
                name: "", timeZone: "Mars/Olympus", country: "de", currency: "EURO", address: "x",
                opens: [OpeningHours(weekday: 8, from: "18:00", to: "08:00")]
            )
            let answer = try await garage.service.send(
                .put, "/v1/workshops/\(UUID().text)", body: bad, token: try garage.service.token(scopes: ["catalogue"])
            )
            struct Answer: Decodable { let errors: [FieldViolation] }
            #expect(answer.status == 422)
            #expect(Set(try answer.decoded(Answer.self).errors.map(\.field)) == [
                "name", "timeZone", "country", "currency", "opens[0].weekday", "opens[0]",
            ])
            let code = try await garage.service.send(
                .put, "/v1/services/\(UUID().text)", body: Garage.definition("BRK", "Again", 10, "brakes", []),
                token: try garage.service.token(scopes: ["catalogue"])
            )
            #expect(code.status == 422 && code.text.contains("code"))
        }
    }
}
