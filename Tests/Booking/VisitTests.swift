import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct VisitTests {
    @Test func aVisitGoesThroughItsStepsAndTellsEach() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(10)).appointment.id
            for (step, status, event) in [
                ("check-in", AppointmentStatus.checkedIn, EventType.appointmentCheckedIn), ("start", .started, .appointmentStarted),
                ("complete", .completed, .appointmentCompleted),
            ] {
                let answer = try await garage.staff(.post, "/v1/appointments/\(id.text)/\(step)")
                #expect(answer.status == 200, "\(step): \(answer.text)")
                #expect(try answer.decoded(AppointmentState.self).status == status)
                let told = try await garage.service.tap.awaitEvent(event, as: AppointmentState.self)
                #expect(told.status == status && told.id == id)
            }
            for step in ["check-in", "start", "complete", "no-show"] {
                let answer = try await garage.staff(.post, "/v1/appointments/\(id.text)/\(step)")
                #expect(answer.status == 409 && garage.slug(answer) == "not-possible-now")
            }
        }
    }

    @Test func cancellingAndMissingFreeWhatWasTaken() async throws {
        try await Garage.open { garage in
            for (path, body) in [("cancel", CancelBody(reason: .other) as (any Encodable & Sendable)?), ("no-show", nil)] {
                let id = try await garage.book(Garage.order(10, of: Garage.diagnosis)).appointment.id.text
                #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)) == false)
                let answer = try await garage.staff(.post, "/v1/appointments/\(id)/\(path)", body)
                #expect(answer.status == 200, "\(answer.text)")
                #expect(try await garage.starts(Garage.diagnosis).contains(Garage.at(10)))
            }
            let told = try await garage.service.tap.awaitEvent(.appointmentCancelled, as: AppointmentState.self)
            #expect(told.cancellation?.reason == "other" && told.cancellation?.by == .advisor)
        }
    }

    @Test func everyStepIsAllowedFromItsStatusesOnly() throws {
        let allowed: [VisitStep: Set<AppointmentStatus>] = [
            .checkIn: [.booked], .start: [.booked, .checkedIn], .complete: [.started], .noShow: [.booked],
        ]
        for step in VisitStep.allCases {
            for status in AppointmentStatus.allCases {
                var state = Samples.appointment()
                state.status = status
                let next = try? state.advanced(by: step, at: state.changedAt)
                #expect((next != nil) == allowed[step]?.contains(status), "\(step) from \(status)")
                #expect(next.map { $0.version == state.version + 1 } ?? true)
            }
        }
    }

    @Test func withoutTheScopeNothingCanBeDone() async throws {
        try await Garage.open { garage in
            let id = try await garage.book(Garage.order(10)).appointment.id.text
            let path = "/v1/appointments/\(id)"
            #expect(try await garage.service.get(path).status == 401)
            #expect(try await garage.service.get(path, token: try garage.service.token(scopes: ["catalogue"])).status == 403)
            #expect(try await garage.staff(.get, "/v1/appointments/\(UUID().text)").status == 404)
        }
    }
}
