import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct SimulationTests {
    private static let tuesday = LocalDate(daysSince1970: 20_515)
    private static let hours = (1...5).map { OpeningHours(weekday: $0, from: "08:00", to: "18:00") }

    private func simulate(_ request: SimulationRequest, in garage: Garage) async throws -> SimulationAnswer {
        let answer = try await garage.staff(.post, "/v1/workshops/\(Garage.workshop.text)/simulate", request)
        try #require(answer.status == 200, "\(answer.text)")
        return try answer.decoded()
    }

    private func request(_ changes: [SimulationRequest.Change], perDay: Double = 24, days: Int = 4) -> SimulationRequest {
        SimulationRequest(
            from: Self.tuesday, days: days, changes: changes,
            demand: .init(
                kind: .forecast, perDay: perDay, services: [.init(serviceId: Garage.brakes, share: 4), .init(serviceId: Garage.diagnosis, share: 1)],
                leadDays: 1, patienceDays: 0),
            replications: 12)
    }

    @Test func aPersonAndALiftMoreServeMoreCallersAndTheSameSeedSaysTheSame() async throws {
        try await Garage.open { garage in
            let more = request([
                .init(kind: .addTechnician, skills: ["brakes": 2], hours: Self.hours), .init(kind: .addBay, bayKind: "lift"),
            ])
            let answer = try await simulate(more, in: garage)
            #expect(answer.replications == 12 && answer.calls == 96 && answer.displaced == [] && answer.unplacedMinutes == 0)
            #expect(answer.before.refused.median > 0.1 && answer.difference.refused.high < 0)
            #expect(answer.difference.utilisation.median < 0 && answer.before.utilisation.median > 0.5)
            // What the same callers make of both is told better by run than by the two bands.
            let apart = answer.after.refused.high - answer.after.refused.low + answer.before.refused.high - answer.before.refused.low
            #expect(answer.difference.refused.high - answer.difference.refused.low < apart)
            #expect(try await simulate(more, in: garage) == answer)
            let nothing = try await simulate(request([]), in: garage)
            #expect(nothing.before == nothing.after && nothing.before == answer.before)
            #expect(nothing.difference.overtimeMinutes == .init(low: 0, median: 0, high: 0))
        }
    }

    @Test func aContractTakesItsHoursBeforeAnybodyCalls() async throws {
        try await Garage.open { garage in
            let contract = SimulationRequest.Change(kind: .blockCapacity, hoursPerDay: 7.5, skill: "brakes")
            let answer = try await simulate(request([contract], perDay: 10), in: garage)
            // 7.5 of 20 hours, less what callers then do not get.
            #expect(answer.difference.refused.low >= 0 && answer.difference.refused.median > 0)
            #expect((0.15...0.376).contains(answer.difference.utilisation.median), "\(answer.difference.utilisation)")
            #expect(answer.unplacedMinutes == 0)
            var tooMuch = contract
            tooMuch.hoursPerDay = 21
            #expect(try await simulate(request([tooMuch], perDay: 0), in: garage).unplacedMinutes == 4 * 60)
            tooMuch.skill = "paint"
            #expect(try await simulate(request([tooMuch], perDay: 0), in: garage).unplacedMinutes == 4 * 21 * 60)
        }
    }

    @Test func whoLeavesTakesBookedWorkWithThemThatNobodyElseCanDo() async throws {
        try await Garage.open { garage in
            let diagnosis = try await garage.book(Garage.order(9, of: Garage.diagnosis)).appointment
            _ = try await garage.book(Garage.order(9))
            let answer = try await simulate(request([.init(kind: .removeTechnician, technicianId: Garage.ann)], perDay: 0), in: garage)
            #expect(answer.displaced == [diagnosis.id])
            // Three hours of eighty are sold; then one of forty is.
            #expect(answer.before.utilisation.median == 0.0375 && answer.after.utilisation.median == 0.025)
            let places = try await simulate(
                request(Garage.bays.map { .init(kind: .removeBay, bayId: $0) }, perDay: 0), in: garage)
            #expect(places.displaced.count == 2)
            #expect(try await garage.count("appointments WHERE version > 1") == 0)
        }
    }

    @Test func historyIsReplayedOnItsWeekdays() async throws {
        try await Garage.open { garage in
            for hour in [8, 9, 10, 11, 12, 13] { _ = try await garage.book(Garage.order(hour)) }
            let gone = try await garage.book(Garage.order(15, day: 4)).appointment
            _ = try await garage.staff(.post, "/v1/appointments/\(gone.id.text)/cancel", CancelBody(reason: .illness))
            garage.clock.set(Garage.at(day: 9, 6))
            func calls(_ days: Int, history: Int, from: Int = 20_522) async throws -> SimulationAnswer {
                try await simulate(SimulationRequest(
                    from: LocalDate(daysSince1970: from), days: days, changes: [], demand: .init(kind: .history, days: history), replications: 8),
                    in: garage)
            }
            // Who called off wanted to come too.
            #expect(try await calls(2, history: 7).calls == 7)
            #expect(try await calls(9, history: 7).calls == 14)
            #expect(try await calls(2, history: 14).calls == 3.5)
            #expect(try await calls(2, history: 5).calls == 1, "Wednesday to Sunday")
            let whole = try await calls(2, history: 7)
            // They called a day and some hours before.
            #expect((1_440...2_400).contains(whole.before.leadMinutes.median) && whole.before.refused.high == 0)
        }
    }

    @Test func oneAtATime() async throws {
        let gate = PlanningGate()
        let value = try await gate.entering {
            await #expect(throws: BookingError.planningBusy) { try await gate.entering { 2 } }
            return 1
        }
        #expect(value == 1)
        await #expect(throws: BookingError.unknownWorkshop) { try await gate.entering { throw BookingError.unknownWorkshop } }
        #expect(try await gate.entering { 3 } == 3)
    }

    @Test func badRequestsNameTheField() async throws {
        try await Garage.open { garage in
            let path = "/v1/workshops/\(Garage.workshop.text)/simulate"
            let wrong = SimulationRequest(
                from: LocalDate(daysSince1970: 0), days: 29,
                changes: [
                    .init(kind: .blockCapacity, hoursPerDay: -1), .init(kind: .addTechnician), .init(kind: .removeTechnician),
                    .init(kind: .addBay), .init(kind: .removeBay, bayId: UUID()),
                ],
                demand: .init(kind: .forecast, perDay: 301, services: [.init(serviceId: UUID(), share: 0)], leadDays: 29, patienceDays: -1),
                replications: 0)
            let refused = try await garage.staff(.post, path, wrong)
            #expect(refused.status == 422)
            for field in [
                "from", "days", "replications", "changes[0].hoursPerDay", "changes[0].skill", "changes[1].skills", "changes[1].hours",
                "changes[2].technicianId", "changes[3].bayKind", "changes[4].bayId", "demand.perDay", "demand.services[0].serviceId",
                "demand.services[0].share", "demand.leadDays", "demand.patienceDays",
            ] { #expect(refused.text.contains("\"\(field)\""), "\(field)") }
            let tooMany = request([], perDay: 300, days: 28)
            #expect(try await garage.staff(.post, path, tooMany).status == 422)
            let history = SimulationRequest(from: Self.tuesday, days: 1, changes: [], demand: .init(kind: .history, days: 181))
            #expect(try await garage.staff(.post, path, history).text.contains("demand.days"))
            #expect(try await garage.service.send(.post, path, body: history).status == 401)
        }
    }
}
