import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct HoldTests {
    /// Two hours of the only scanner and of Ann, who alone can do it.
    private func hold(_ hour: Int, day: Int = 3, replaces: UUID? = nil) -> HoldOrder {
        HoldOrder(
            workshopId: Garage.workshop, serviceIds: [Garage.diagnosis], start: Garage.at(day: day, hour), replaces: replaces
        )
    }

    private func keep(_ order: HoldOrder, in garage: Garage) async throws -> Hold {
        let response = try await garage.service.post("/v1/holds", order, key: UUID().text)
        try #require(response.status == 201, "\(response.text)")
        return try response.decoded()
    }

    private func order(_ hour: Int, hold: UUID?) -> BookingOrder {
        var order = Garage.order(hour, of: Garage.diagnosis)
        order.holdId = hold
        return order
    }

    @Test func aHeldSlotIsTakenForOthersAndFreeForItsHolder() async throws {
        try await Garage.open { garage in
            let hold = try await keep(hold(10), in: garage)
            #expect(hold.end == Garage.at(12) && hold.expiresAt == garage.clock.now().addingTimeInterval(300))
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)) == false)
            let path = "/v1/slots?workshopId=\(Garage.workshop.text)&serviceIds=\(Garage.diagnosis.text)&from=2026-03-03&days=1"
            let mine: SlotAnswer = try await garage.service.get("\(path)&holdId=\(hold.id.text)").decoded()
            #expect(mine.days.flatMap(\.slots).contains { $0.start == Garage.at(10) })

            let other = try await garage.post(order(10, hold: nil))
            #expect(other.status == 409 && garage.slug(other) == "slot-taken")
            let booked = try await garage.book(order(10, hold: hold.id))
            #expect(booked.appointment.start == Garage.at(10))
            #expect(try await garage.count("holds") == 0)
            #expect(try await garage.count("allocations WHERE is_hold") == 0)
            #expect(try await garage.count("allocations WHERE active") == 3)
        }
    }

    @Test func anExpiredHoldIsFreeForEverybodyAndStillBookableWhileNobodyTookIt() async throws {
        try await Garage.open { garage in
            let early = try await keep(hold(10), in: garage)
            let late = try await keep(hold(14), in: garage)
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)) == false, "which also keeps the day in memory")
            garage.clock.advance(by: .seconds(299))
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)) == false)
            garage.clock.advance(by: .seconds(1))
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)))
            _ = try await garage.book(order(10, hold: nil))
            #expect(try await garage.post(order(10, hold: early.id)).status == 409)
            _ = try await garage.book(order(14, hold: late.id))
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func aHoldIsGivenBackOnceAndSeenOnTheBoardUntilThen() async throws {
        try await Garage.open { garage in
            let hold = try await keep(hold(10), in: garage)
            let path = "/v1/board?workshopId=\(Garage.workshop.text)&date=2026-03-03"
            let board: Board = try await garage.staff(.get, path).decoded()
            #expect(board.holds.map(\.id) == [hold.id] && board.holds.first?.technician.name == "Ann")
            for _ in 0..<2 { #expect(try await garage.service.send(.delete, "/v1/holds/\(hold.id.text)").status == 204) }
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)))
            let after: Board = try await garage.staff(.get, path).decoded()
            #expect(after.holds.isEmpty)
        }
    }

    @Test func anotherChoiceReplacesAHoldAlsoWhereBothOverlap() async throws {
        try await Garage.open { garage in
            let first = try await keep(hold(10), in: garage)
            let second = try await keep(hold(11, replaces: first.id), in: garage)
            #expect(try await garage.count("holds") == 1)
            let elsewhere = try await keep(hold(9, day: 4, replaces: second.id), in: garage)
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(11)), "the day it left is known to be free again")
            let refused = try await garage.service.post("/v1/holds", hold(9, day: 4), key: UUID().text)
            #expect(refused.status == 409 && garage.slug(refused) == "slot-taken" && elsewhere.start == Garage.at(day: 4, 9))
        }
    }

    @Test func ofManyWhoHoldOrBookTheSameHourOneSucceeds() async throws {
        try await Garage.open(settings: ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]) { garage in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<40 {
                    group.addTask {
                        number.isMultiple(of: 2)
                            ? try await garage.service.post("/v1/holds", hold(10), key: UUID().text).status
                            : try await garage.post(order(10, hold: nil)).status
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.count { $0 == 201 } == 1 && statuses.count { $0 == 409 } == 39, "\(Set(statuses))")
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func theSameKeyGivesTheSameHoldAndBadOnesAreNamed() async throws {
        try await Garage.open { garage in
            let answers = [
                try await garage.service.post("/v1/holds", hold(10), key: "one").text,
                try await garage.service.post("/v1/holds", hold(10), key: "one").text,
            ]
            #expect(Set(answers).count == 1)
            var bad = hold(10)
            bad.serviceIds = []
            let refused = try await garage.service.post("/v1/holds", bad, key: "two")
            #expect(refused.status == 422 && refused.text.contains("serviceIds"))
            let past = try await garage.service.post("/v1/holds", hold(10, day: 1), key: "three")
            #expect(garage.slug(past) == "start-in-past")
        }
    }
}
