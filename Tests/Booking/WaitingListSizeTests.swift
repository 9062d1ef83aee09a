import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// Many wait for what never comes free, and one for what does.
@Suite struct WaitingListSizeTests {
    private static let day = LocalDate(daysSince1970: 20_515)

    /// So many wait from half past five on, when an hour's work cannot be done before six, each class of vehicle and choice of services in
    /// turn; behind them somebody waits for ten o'clock.
    private static func crowd(_ count: Int, in garage: Garage) async throws -> UUID {
        let services = [[Garage.diagnosis], [Garage.brakes], [Garage.brakes, Garage.diagnosis]]
        for number in 0..<count {
            var wish = WaitingWish(
                workshopId: Garage.workshop, serviceIds: services[number % 3],
                customer: CustomerInput(name: "Wanda Waiting", email: "wanda\(number)@example.org"),
                vehicle: VehicleInput(plate: "B-PC 2", make: "VW", model: "Polo"), from: day, to: day, notBefore: "17:30", notAfter: "17:45"
            )
            wish.vehicle.vehicleClass = VehicleClass.allCases[number / 3 % VehicleClass.allCases.count]
            try await insert(wish, number, garage)
        }
        let last = WaitingWish(
            workshopId: Garage.workshop, serviceIds: [Garage.diagnosis],
            customer: CustomerInput(name: "Last Waiting", email: "last@example.org"),
            vehicle: VehicleInput(plate: "B-PC 3", make: "VW", model: "Polo"), from: day, to: day, notBefore: "10:00", notAfter: "10:00"
        )
        try await insert(last, count, garage)
        return id(count)
    }

    private static func id(_ number: Int) -> UUID { UUID(high: 77, low: UInt64(number)) }

    private static func insert(_ wish: WaitingWish, _ number: Int, _ garage: Garage) async throws {
        try await garage.service.database.withTransaction { transaction in
            let at = garage.clock.now() + Double(number)
            _ = try await WaitingStore().join(wish, id: id(number), confirming: nil, at: at, in: transaction)
        }
    }

    private static func cancel(_ appointment: AppointmentState, in garage: Garage) async throws {
        let answer = try await garage.staff(.post, "/v1/appointments/\(appointment.id.text)/cancel", CancelBody(reason: .changedPlans))
        try #require(answer.status == 200, "\(answer.text)")
    }

    @Test func theLastOfSixHundredHasThePlaceThatNobodyBeforeCanUse() async throws {
        try await Garage.open { garage in
            let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let last = try await Self.crowd(600, in: garage)
            try await Self.cancel(taken, in: garage)
            try await eventually("the last has an offer") {
                try await WaitingStore().entry(last, in: garage.service.database).offer?.start == Garage.at(10)
            }
            #expect(try await garage.count("waiting_list_offers") == 1)
        }
    }

    @Test func aCancellationLooksAtABoundedPartOfALongList() async throws {
        try await Garage.open { garage in
            let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            _ = try await Self.crowd(600, in: garage)
            let (database, offers) = (garage.service.database, garage.ledger(AppointmentStore()).offers)
            // Tried again where the list is just being gone through.
            try await eventually("it is looked at") {
                let tally = try await database.withTransaction { transaction in
                    _ = try await DayStore(clock: garage.clock).lock([Self.day], of: Garage.workshop, in: transaction)
                    try await transaction.execute(AppointmentStore().releaseAllocations(of: taken.id))
                    return try await offers.offerFreed(on: [Self.day], of: Garage.workshop, in: transaction)
                }
                guard tally.looked > 0 else { return false }
                #expect(tally.queries <= OfferBounds.atOnce.queries && tally.looked <= OfferBounds.atOnce.entries, "\(tally)")
                #expect(tally.next != nil, "the rest is left to the background")
                return true
            }
        }
    }

    @Test func theEngineIsAskedOnceForWhatManyWaitFor() async throws {
        try await Garage.open { garage in
            let taken = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let last = try await Self.crowd(9, in: garage)
            let (database, offers) = (garage.service.database, garage.ledger(AppointmentStore()).offers)
            try await eventually("it is looked at") {
                let tally = try await database.withTransaction { transaction in
                    _ = try await DayStore(clock: garage.clock).lock([Self.day], of: Garage.workshop, in: transaction)
                    try await transaction.execute(AppointmentStore().releaseAllocations(of: taken.id))
                    return try await offers.offerFreed(on: [Self.day], of: Garage.workshop, in: transaction)
                }
                guard tally.looked > 0 else { return false }
                // Three vehicle classes in three works; the last waits for one of these: one query more tries its place.
                #expect(tally == OfferTally(looked: 10, queries: 10, offered: 1, next: nil))
                return true
            }
            #expect(try await WaitingStore().entry(last, in: database).offer?.start == Garage.at(10))
        }
    }
}
