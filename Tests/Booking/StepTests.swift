import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

/// Visits of several steps, kept by the database as they were planned.
@Suite struct StepTests {
    @Test func theNextMorningIsBookedTogetherWithTheFirstDay() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray()
            let booked = try await garage.book(Garage.order(17, of: Garage.respray)).appointment
            let steps = try #require(booked.steps)
            #expect(booked.start == Garage.at(17) && booked.end == Garage.at(day: 4, 9))
            #expect(steps.map(\.start) == [Garage.at(17), Garage.at(day: 4, 8)])
            #expect(steps.map { $0.technicians.map(\.name).sorted() } == [["Ann", "Bob"], ["Ann"]])
            #expect(steps.first?.bay == steps.last?.bay && steps.first?.bay == booked.bay)
            #expect(booked.services.first?.labourTenths == 20)

            let board: Board = try await garage.staff(.get, "/v1/board?workshopId=\(Garage.workshop.text)&date=2026-03-04").decoded()
            #expect(board.appointments.map(\.state.id) == [booked.id], "it goes on there")

            // Ann is taken on the next morning, and so is the lift all night: one car can be worked on by Bob, a second has no lift.
            #expect(try await garage.starts(Garage.diagnosis, day: 4).first == Garage.at(day: 4, 9))
            _ = try await garage.book(Garage.order(8, day: 4))
            #expect(try await garage.post(Garage.order(8, day: 4)).status == 409)
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func aStartIsShownOnTheLastDayAskedForIfAndOnlyIfTheVisitCanEndAfterIt() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray(nights: 2)
            for hour in [8, 10, 12, 14, 16] {
                #expect(try await garage.starts(Garage.respray, day: 3).contains(Garage.at(17)), "Ann is free from \(hour) on")
                _ = try await garage.book(Garage.order(hour, day: 5, of: Garage.diagnosis))
            }
            #expect(try await garage.starts(Garage.respray, day: 3).contains(Garage.at(17)) == false)
        }
    }

    @Test func movingAndCancellingFreeEveryDayItTook() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray()
            let id = try await garage.book(Garage.order(17, of: Garage.respray)).appointment.id
            #expect(try await garage.starts(Garage.diagnosis, day: 4).first == Garage.at(day: 4, 9))
            let moved: AppointmentState = try await garage.move(id, to: Garage.at(day: 5, 17)).decoded()
            #expect(moved.steps?.last?.start == Garage.at(day: 6, 8))
            #expect(try await garage.starts(Garage.diagnosis, day: 4).first == Garage.at(day: 4, 8))
            #expect(try await garage.starts(Garage.diagnosis, day: 6).first == Garage.at(day: 6, 9))
            let cancelled = try await garage.staff(.post, "/v1/appointments/\(id.text)/cancel", CancelBody(reason: .other))
            #expect(cancelled.status == 200)
            #expect(try await garage.starts(Garage.diagnosis, day: 6).first == Garage.at(day: 6, 8))
        }
    }

    @Test func aMoveToOnePersonAsksThemForTheFirstStepOnly() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray()
            let id = try await garage.book(Garage.order(17, of: Garage.respray)).appointment.id
            let other = try await garage.staff(.post, "/v1/appointments/\(id.text)/move", StaffMoveBody(
                start: Garage.at(day: 4, 17), technicianId: Garage.bob, bayId: Garage.bays[1], reason: .other))
            let moved: AppointmentState = try other.decoded()
            let steps = try #require(moved.steps)
            #expect(steps.map { $0.technicians.map(\.name).sorted() } == [["Ann", "Bob"], ["Ann"]], "Bob cannot do the second")
            #expect(steps.allSatisfy { $0.bay?.id == Garage.bays[1] })
            let why = try await garage.staff(
                .get, "/v1/appointments/\(id.text)/refusal?start=\(Timestamp.text(Garage.at(day: 5, 17)))&technicianId=\(Garage.bob.text)")
            #expect(try why.decoded(RefusalAnswer.self).possible)
        }
    }

    @Test func ofManyWhoWantTheSameNightAsManySucceedAsThereArePeople() async throws {
        try await Garage.open(settings: ["PITCREW_DATABASE_CONNECTIONS": "8", "PITCREW_DATABASE_WAIT": "25s"]) { garage in
            try await garage.offerRespray()
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<24 {
                    // The second day of one is the first of another.
                    let service = number.isMultiple(of: 4) ? Garage.brakes : Garage.respray
                    let order = Garage.order(number.isMultiple(of: 2) ? 17 : 8, day: 3 + number % 3, of: service)
                    group.addTask { try await garage.post(order).status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.allSatisfy { $0 == 201 || $0 == 409 }, "\(Set(statuses))")
            #expect(statuses.contains(201) && statuses.contains(409))
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func aPlanOfOneDayLeavesAVisitOfTwoWhereItIs() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray()
            let visit = try await garage.book(Garage.order(17, of: Garage.respray)).appointment
            for day in [3, 4] {
                let tuesday = LocalDate(daysSince1970: 20_515)
                var request = ReplanRequest(from: tuesday.adding(days: day - 3), days: 1)
                let path = "/v1/workshops/\(Garage.workshop.text)/replan"
                let calm: ReplanProposal = try await garage.staff(.post, path, request).decoded()
                #expect(calm.changes == [] && calm.begun == [] && calm.unchanged == 0, "day \(day)")
                request.away = [Garage.ann, Garage.bob].map {
                    .init(technicianId: $0, during: Period(start: Garage.at(day: day, 0), end: Garage.at(day: day, 24)))
                }
                let hit: ReplanProposal = try await garage.staff(.post, path, request).decoded()
                #expect(hit.changes == [] && hit.begun == [visit.id], "day \(day)")
            }
        }
    }

    @Test func twoServicesOfSeveralStepsFollowOneAnother() async throws {
        try await Garage.open { garage in
            try await garage.offerRespray()
            var order = Garage.order(16, of: Garage.respray)
            order.serviceIds = [Garage.brakes, Garage.respray]
            let steps = try #require(try await garage.book(order).appointment.steps)
            #expect(steps.map(\.start) == [Garage.at(16), Garage.at(17), Garage.at(day: 4, 8)])
        }
    }

    @Test(arguments: [
        ("steps[0].labourTenths", ServiceStepDefinition(labourTenths: 0, skill: "brakes", level: 1, bayKind: "lift")),
        ("steps[0].technicians", ServiceStepDefinition(labourTenths: 20, skill: "brakes", level: 1, technicians: 4, bayKind: "lift")),
        ("steps[0].waitAtMostMinutes", ServiceStepDefinition(
            labourTenths: 20, skill: "brakes", level: 1, bayKind: "lift", waitMinutes: 60, waitAtMostMinutes: 30)),
        ("labourTenths", ServiceStepDefinition(labourTenths: 5, skill: "brakes", level: 1, bayKind: "lift")),
        ("steps", ServiceStepDefinition(labourTenths: 20, skill: "brakes", level: 1)),
    ])
    func aStepThatBreaksARuleIsNamed(_ field: String, _ step: ServiceStepDefinition) async throws {
        try await Garage.open { garage in
            var service = Garage.definition("RSP", "Respray", 20, "brakes", [])
            service.steps = [step]
            let answer = try await garage.service.send(
                .put, "/v1/services/\(Garage.respray.text)", body: service, token: try garage.service.token(scopes: ["catalogue"])
            )
            #expect(answer.status == 422)
            #expect(answer.text.contains("\"field\":\"\(field)\""), "\(answer.text)")
        }
    }
}
