import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct PartnerTests {
    private func request(_ hour: Int, reference: String) -> PartnerBookingRequested {
        PartnerBookingRequested(
            requestId: UUID(), partnerId: UUID(high: 8, low: 8), reference: reference, workshopId: Garage.workshop,
            serviceIds: [Garage.diagnosis], start: Garage.at(hour),
            customer: .init(name: "Fleet Driver", email: "driver@fleet.example"), vehicle: .init(plate: "B-FL 7", make: "Ford", model: "Transit")
        )
    }

    @Test func aPartnersRequestBecomesAnAppointmentOnce() async throws {
        try await Garage.open { garage in
            let wish = request(10, reference: "F-1")
            for _ in 0..<2 { try await garage.service.publish(.partnerBookingRequested, subject: wish.requestId, payload: wish) }
            let state = try await garage.service.tap.awaitEvent(.appointmentCreated, as: AppointmentState.self)
            #expect(state.partner == PartnerReference(id: wish.partnerId, reference: "F-1", requestId: wish.requestId))
            #expect(state.channel == .partner && state.start == Garage.at(10))
            try await eventually("both messages are handled") { try await garage.count("inbox") == 2 }
            #expect(try await garage.count("outbox WHERE type LIKE 'appointment.%'") == 1)
        }
    }

    @Test func whatCannotBeIsDeclinedWithReasonAndAlternatives() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10, of: Garage.diagnosis))
            let taken = request(11, reference: "F-2")
            try await garage.service.publish(.partnerBookingRequested, subject: taken.requestId, payload: taken)
            let declined = try await garage.service.tap.awaitEvent(.appointmentDeclined, as: AppointmentDeclined.self)
            #expect(declined.reason == "slot-taken" && declined.reference == "F-2" && declined.alternatives.count == 5)

            var unknown = request(13, reference: "F-3")
            unknown.serviceIds = [UUID()]
            try await garage.service.publish(.partnerBookingRequested, subject: unknown.requestId, payload: unknown)
            let second = try await garage.service.tap.awaitEvent(.appointmentDeclined, as: AppointmentDeclined.self) { $0.reference == "F-3" }
            #expect(second.reason == "unknown-service" && second.alternatives.isEmpty)
        }
    }
}
