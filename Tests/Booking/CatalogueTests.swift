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

    @Test func servicesThatNoBayServesTogetherAreNamed() async throws {
        try await Garage.open { garage in
            let paint = UUID(high: 5, low: 3)
            var definition = Garage.definition("PNT", "Paint", 10, "brakes", [])
            definition.bayKind = "body"
            try await garage.put("services", paint, definition)
            func search(_ services: [UUID]) async throws -> SlotAnswer {
                let ids = services.map(\.text).joined(separator: ",")
                let path = "/v1/slots?workshopId=\(Garage.workshop.text)&serviceIds=\(ids)&from=2026-03-03&days=1"
                return try await garage.service.get(path).decoded()
            }
            #expect(try await search([paint, Garage.brakes]).apart == [[paint]], "no bay of that kind at all")
            try await garage.put("bays", UUID(high: 3, low: 3), BayDefinition(workshopId: Garage.workshop, name: "Body", kind: "body"))
            #expect(try await search([Garage.diagnosis, paint, Garage.brakes]).apart == [[Garage.diagnosis, paint], [paint, Garage.brakes]])
            #expect(try await search([Garage.diagnosis, Garage.brakes]).apart == nil)
        }
    }

    @Test func daysThatNobodyCanBookAreAnsweredWithoutBeingPlanned() async throws {
        try await Garage.open { garage in
            for from in ["9000-01-01", "1000-01-01", "0001-01-01", "2026-02-25"] {
                let path = "/v1/slots?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.brakes.text)&from=\(from)&days=4"
                let answer: SlotAnswer = try await garage.service.get(path).decoded()
                #expect(answer.days.count == 4 && answer.days.first?.date.description == from && answer.days.allSatisfy(\.slots.isEmpty))
            }
        }
    }

    @Test(arguments: [("2026-02-28", false), ("2026-03-01", true), ("2026-03-12", true), ("2026-03-14", false), ("9999-12-31", false)])
    func theCalendarEndsAtTheHorizon(date: String, isOpen: Bool) throws {
        let limits = BookingLimits(notice: .seconds(0), horizonDays: 10, gridMinutes: 15, hold: .seconds(300), offer: .seconds(7_200))
        #expect(try limits.isOpen(#require(LocalDate(date)), at: Garage.at(day: 2, 10)) == isOpen)
    }

    @Test func ofTheKeptDaysThoseFurthestFromTodayGo() throws {
        let today = try #require(LocalDate("2026-03-02"))
        let near = (0..<PlanStore.keptDays - 1).map { today.adding(days: $0) }
        let far = [today.adding(days: 100_000), today.adding(days: -100_000)]
        #expect(Set(PlanStore.excess(of: far + near + [today.adding(days: -1)], around: today.daysSince1970)) == Set(far))
        #expect(PlanStore.excess(of: near, around: today.daysSince1970).isEmpty)
    }
}
