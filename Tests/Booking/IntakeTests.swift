import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// How many cars the counter takes in at a time.
@Suite struct IntakeTests {
    /// One car in each half hour.
    private static func limit(_ garage: Garage, every: Int = 30, cars: Int = 1) async throws {
        let hours = (1...5).map { OpeningHours(weekday: $0, from: "08:00", to: "18:00") }
        var workshop = WorkshopDefinition(
            name: "Pit Lane Berlin", timeZone: "Europe/Berlin", country: "DE", currency: "EUR", address: "Ring 1", opens: hours
        )
        workshop.intake = IntakeDefinition(everyMinutes: every, cars: cars)
        try await garage.put("workshops", Garage.workshop, workshop)
    }

    @Test func aStretchThatIsFullIsNeitherShownNorSold() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10))
            #expect(try await garage.starts().contains(Garage.at(10)), "the second lift is free")
            try await Self.limit(garage)
            let starts = try await garage.starts()
            #expect(!starts.contains(Garage.at(10)) && !starts.contains(Garage.at(10, 15)) && starts.contains(Garage.at(10, 30)))
            let refused = try await garage.post(Garage.order(10, 15, customer: "second@example.org"))
            #expect(refused.status == 409 && refused.text.contains("intake_full"))
            let late = try await garage.book(Garage.order(10, 30, customer: "second@example.org")).appointment
            let move = try await garage.move(late.id, to: Garage.at(10, 15))
            #expect(move.status == 409 && garage.slug(move) == "slot-taken")
            #expect(try await garage.move(late.id, to: Garage.at(10, 45)).status == 200, "its own arrival does not count")
        }
    }

    @Test func aHoldTakesItsStretchAndGivesItBack() async throws {
        try await Garage.open { garage in
            try await Self.limit(garage)
            let order = HoldOrder(workshopId: Garage.workshop, serviceIds: [Garage.brakes], start: Garage.at(10))
            let hold: Hold = try await garage.service.post("/v1/holds", order, key: "hold").decoded()
            #expect(try await garage.starts().contains(Garage.at(10, 15)) == false)
            var mine = Garage.order(10)
            mine.holdId = hold.id
            #expect(try await garage.post(mine).status == 201)
            let cancelled = try #require(try await garage.appointments().first)
            _ = try await garage.staff(.post, "/v1/appointments/\(cancelled.id.text)/cancel", CancelBody(reason: .other))
            #expect(try await garage.starts().contains(Garage.at(10)))
        }
    }

    @Test func ofManyAtOnceOnlySoManyGetAStretch() async throws {
        try await Garage.open(settings: ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]) { garage in
            try await Self.limit(garage, every: 60)
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<10 {
                    let order = Garage.order(10, number % 4 * 15, customer: "eve\(number)@example.org")
                    group.addTask { try await garage.post(order).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 201 }.count == 1 && Set(statuses) == [201, 409], "\(statuses)")
        }
    }

    @Test func aNewPlanKeepsToIt() async throws {
        try await Garage.open { garage in
            let pinned = try await garage.book(Garage.order(9)).appointment
            let moved = try await garage.book(Garage.order(13)).appointment
            _ = try await garage.staff(.post, "/v1/appointments/\(pinned.id.text)/pin", PinBody(pinned: true))
            try await Self.limit(garage, every: 240)
            // Whoever is there is away from noon on, and so is the other one: the morning is what is left.
            let away = [Garage.ann, Garage.bob].map {
                ReplanRequest.Away(technicianId: $0, during: Period(start: Garage.at(12), end: Garage.at(18)))
            }
            let request = ReplanRequest(from: LocalDate(daysSince1970: 20_515), days: 1, away: away)
            let proposal: ReplanProposal = try await garage.staff(.post, "/v1/workshops/\(Garage.workshop.text)/replan", request).decoded()
            #expect(proposal.changes.map(\.appointmentId) == [moved.id])
            #expect(proposal.changes.first?.kind == .displaced, "from eight to noon the counter has had its car: \(proposal)")
        }
    }

    @Test(arguments: [(7, 1, "everyMinutes"), (300, 1, "everyMinutes"), (15, 0, "cars"), (15, 101, "cars")])
    func aRateThatCannotBeIsRefused(_ every: Int, _ cars: Int, _ field: String) async throws {
        var workshop = WorkshopDefinition(name: "W", timeZone: "Europe/Berlin", country: "DE", currency: "EUR", address: "R", opens: [])
        workshop.intake = IntakeDefinition(everyMinutes: every, cars: cars)
        let error = #expect(throws: ValidationError.self) { try workshop.validated() }
        #expect(error.map { "\($0)" }?.contains("intake.\(field)") == true)
    }
}
