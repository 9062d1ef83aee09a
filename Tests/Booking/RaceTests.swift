import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite(.serialized) struct RaceTests {
    @Test func of200RequestsForASlotWithCapacityTwoExactlyTwoSucceed() async throws {
        // However slow the machine: nobody is sent away for want of a connection.
        try await Garage.open(settings: ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]) { garage in
            let answers = try await withThrowingTaskGroup(of: (Int, String?, Int).self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let response = try await garage.post(Garage.order(10, customer: "racer\(number)@example.org"))
                        struct Answer: Decodable { let alternatives: [Period]? }
                        return (response.status, garage.slug(response), try response.decoded(Answer.self).alternatives?.count ?? 0)
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.count { $0.0 == 201 } == 2)
            #expect(answers.count { $0.0 == 409 && $0.1 == "slot-taken" && $0.2 == 5 } == 198, "\(Set(answers.map(\.0)))")
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func aMixOfBookingsMovesAndCancellationsLeavesNoOverlapAndNothingStuck() async throws {
        try await Garage.open { garage in
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for client in 0..<12 {
                    group.addTask { try await Self.fight(garage, client) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            #expect(statuses.allSatisfy { [200, 201, 409].contains($0) }, "\(Set(statuses))")
            #expect(statuses.contains(201) && statuses.contains(409))
            #expect(try await garage.overlaps() == 0)
            let broken = try await AuditStore().firstBreak(of: Garage.workshop, in: garage.service.database)
            #expect(broken == nil)
        }
    }

    @Test func movesOfOneAppointmentToManyDaysAreMadeOrRefused() async throws {
        try await Garage.open { garage in
            let id = try await garage.post(Garage.order(10)).decoded(BookedAppointment.self).appointment.id
            for round in 0..<4 {
                let answers = try await garage.moveTogether(
                    Array(repeating: id, count: 16), to: (0..<16).map { Garage.at(day: 3 + ($0 + round) % 3, 9 + $0 % 4) }
                )
                #expect(answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.map(\.status))")
            }
            #expect(try await garage.overlaps() == 0)
        }
    }

    private static func fight(_ garage: Garage, _ client: Int) async throws -> [Int] {
        var statuses: [Int] = []
        for round in 0..<6 {
            let booking = try await garage.post(Garage.order(10, day: 3 + round % 2, customer: "fighter\(client)@example.org"))
            statuses.append(booking.status)
            guard booking.status == 201 else { continue }
            let id = try booking.decoded(BookedAppointment.self).appointment.id.text
            let move = MoveBody(start: Garage.at(day: 4 - round % 2, 10))
            statuses.append(try await garage.staff(.post, "/v1/appointments/\(id)/move", move).status)
            statuses.append(try await garage.staff(.post, "/v1/appointments/\(id)/cancel", CancelBody(reason: .other)).status)
        }
        return statuses
    }
}
