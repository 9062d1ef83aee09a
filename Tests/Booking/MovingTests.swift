import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct MovingTests {
    @Test func movingFreesTheOldPlaceTakesTheNewAndTellsBoth() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10, of: Garage.diagnosis))
            let id = booked.appointment.id.text
            let answer = try await garage.staff(.post, "/v1/appointments/\(id)/move", MoveBody(start: Garage.at(day: 4, 9)))
            let moved: AppointmentState = try answer.decoded()
            #expect(answer.status == 200 && answer.headers["ETag"]?.hasSuffix("\"2\"") == true)
            #expect(moved.start == Garage.at(day: 4, 9) && moved.previousStart == Garage.at(10) && moved.version == 2)
            #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)))
            #expect(try await garage.starts(Garage.diagnosis, day: 4).contains(Garage.at(day: 4, 9)) == false)
            let event = try await garage.service.tap.awaitEvent(.appointmentUpdated, as: AppointmentState.self)
            #expect(event == moved)
        }
    }

    @Test func anAppointmentMayMoveIntoItsOwnTime() async throws {
        try await Garage.open { garage in
            let booked = try await garage.book(Garage.order(10, of: Garage.diagnosis))
            let path = "/v1/appointments/\(booked.appointment.id.text)/move"
            #expect(try await garage.staff(.post, path, MoveBody(start: Garage.at(10, 15))).status == 200)
        }
    }

    @Test func aRefusedMoveOffersAlternativesAndChangesNothing() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(14, of: Garage.diagnosis))
            let mine = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment
            let refused = try await garage.staff(.post, "/v1/appointments/\(mine.id.text)/move", MoveBody(start: Garage.at(13)))
            #expect(refused.status == 409 && garage.slug(refused) == "slot-taken")
            struct Answer: Decodable { let alternatives: [Period] }
            #expect(try refused.decoded(Answer.self).alternatives.contains { $0.start == Garage.at(11, 45) }, "its own time counts as free")
            let same: AppointmentState = try await garage.staff(.get, "/v1/appointments/\(mine.id.text)").decoded()
            #expect(same == mine)
        }
    }

    @Test func aMoveToSomebodyOrSomewhereIsKeptOrRefused() async throws {
        try await Garage.open { garage in
            let mine = try await garage.book(Garage.order(10)).appointment
            let path = "/v1/appointments/\(mine.id.text)/move"
            for (technician, bay) in [(Garage.ann, Garage.bays[0]), (Garage.bob, Garage.bays[1]), (Garage.ann, Garage.bays[1])] {
                let body = StaffMoveBody(start: Garage.at(11), technicianId: technician, bayId: bay)
                let moved: AppointmentState = try await garage.staff(.post, path, body).decoded()
                #expect(moved.technician.id == technician && moved.bay.id == bay && moved.start == Garage.at(11))
            }
            let other = try await garage.book(Garage.order(13)).appointment
            let refused = try await garage.staff(.post, path, StaffMoveBody(start: Garage.at(13), technicianId: other.technician.id))
            #expect(refused.status == 409 && garage.slug(refused) == "slot-taken" && refused.text.contains("technicians_busy"))
            let inBay = try await garage.staff(.post, path, StaffMoveBody(start: Garage.at(13), bayId: other.bay.id))
            #expect(inBay.status == 409 && inBay.text.contains("bays_busy"))
            #expect(try await garage.staff(.post, path, StaffMoveBody(start: Garage.at(13))).status == 200)
            let wrong = try await garage.staff(.post, path, StaffMoveBody(start: Garage.at(15), technicianId: UUID()))
            #expect(wrong.status == 422 && wrong.text.contains("technicianId"))
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func ofTwoMovesOfTheSameVersionOneWins() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(10)).appointment.id
            let answers = try await garage.moveTogether([id, id], to: [Garage.at(13), Garage.at(day: 4, 13)], ifMatch: 1)
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(garage.slugs(answers).isSubset(of: ["changed-meanwhile", "version-mismatch"]))
            #expect(try await garage.overlaps() == 0)
            #expect(try await garage.count("allocations WHERE active") == 2)
        }
    }

    @Test func twoAppointmentsThatMoveToTheLastFreePlaceDoNotShareIt() async throws {
        try await Garage.open { garage in
            let early = try await garage.book(Garage.order(8, of: Garage.diagnosis)).appointment.id
            let late = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment.id
            let answers = try await garage.moveTogether([early, late], to: [Garage.at(day: 4, 9), Garage.at(day: 4, 9)])
            #expect(answers.map(\.status).sorted() == [200, 409])
            #expect(try await garage.overlaps() == 0)
        }
    }

    @Test func aVersionThatIsNotCurrentIsRefused() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(10)).appointment.id.text
            for (path, body) in [("move", MoveBody(start: Garage.at(13)) as any Encodable & Sendable), ("cancel", CancelBody(reason: .other))] {
                let answer = try await garage.staff(.post, "/v1/appointments/\(id)/\(path)", body, ifMatch: 7)
                #expect(answer.status == 412 && garage.slug(answer) == "version-mismatch")
            }
        }
    }
}
