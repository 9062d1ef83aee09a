import Contracts
import Foundation
import TestSupport
import Testing

@testable import Booking

@Suite struct BookingTests {
    @Test func aSlotThatIsShownCanBeBookedAndIsGoneAfterwards() async throws {
        try await Garage.open { garage in
            let shown = try await garage.starts(Garage.diagnosis)
            #expect(shown.first == Garage.at(8) && shown.last == Garage.at(16) && shown.count == 33)

            let booked = try await garage.book(Garage.order(10, of: Garage.diagnosis))
            let state = booked.appointment
            #expect(state.start == Garage.at(10) && state.end == Garage.at(12) && state.status == .booked && state.version == 1)
            #expect(state.technician.name == "Ann" && state.tools.map(\.id) == [Garage.scanner])
            #expect(state.price == Money(amount: 9_900, currency: "EUR") && state.workshop.timeZone == "Europe/Berlin")
            #expect(booked.manageUrl == "https://pitcrew.test/appointment#\(booked.manageToken)" && state.manageUrl == booked.manageUrl)

            let left = try await garage.starts(Garage.diagnosis)
            #expect(left == shown.filter { $0 <= Garage.at(8) || $0 >= Garage.at(12) })
            let event = try await garage.service.tap.awaitEvent(.appointmentCreated, as: AppointmentState.self)
            #expect(event == state)
        }
    }

    @Test func aTakenSlotIsRefusedWithReasonAndTheNearestAlternatives() async throws {
        try await Garage.open { garage in
            _ = try await garage.book(Garage.order(10, of: Garage.diagnosis))
            let refused = try await garage.post(Garage.order(11, of: Garage.diagnosis))
            #expect(refused.status == 409 && garage.slug(refused) == "slot-taken")
            #expect(refused.json["blockers"] == ["technicians_busy", "tools_busy"])
            struct Answer: Decodable { let alternatives: [Period] }
            let alternatives = try refused.decoded(Answer.self).alternatives
            #expect(alternatives.map(\.start) == [
                Garage.at(12), Garage.at(12, 15), Garage.at(12, 30), Garage.at(12, 45), Garage.at(13),
            ])
            #expect(try await garage.post(Garage.order(13, of: Garage.diagnosis)).status == 201)
        }
    }

    struct Refusal: Sendable {
        let status: Int
        let slug: String
        let change: @Sendable (inout BookingOrder) -> Void
    }

    @Test func ordersThatCannotBeAreRefusedByName() async throws {
        let rows = [
            Refusal(status: 422, slug: "start-in-past") { $0.start = Garage.at(day: 1, 10) },
            Refusal(status: 422, slug: "start-too-far") { $0.start = Garage.at(day: 300, 10) },
            Refusal(status: 409, slug: "slot-taken") { $0.start = Garage.at(day: 3, 7) },
            Refusal(status: 409, slug: "slot-taken") { $0.start = Garage.at(day: 7, 10) },
            Refusal(status: 404, slug: "unknown-workshop") { $0.workshopId = UUID() },
            Refusal(status: 422, slug: "unknown-service") { $0.serviceIds = [UUID()] },
            Refusal(status: 422, slug: "invalid-input") { $0.serviceIds = [] },
            Refusal(status: 422, slug: "invalid-input") { $0.customer.email = "eve@example.org\r\nbcc: all" },
            Refusal(status: 422, slug: "invalid-input") { $0.vehicle.vin = "TOO SHORT" },
            Refusal(status: 422, slug: "invalid-input") { $0.start = $0.start.addingTimeInterval(30) },
            Refusal(status: 422, slug: "invalid-input") { $0.channel = .import },
        ]
        try await Garage.open { garage in
            for row in rows {
                var order = Garage.order(10)
                row.change(&order)
                let response = try await garage.post(order)
                #expect(response.status == row.status && garage.slug(response) == row.slug, "\(row.slug): \(response.text)")
            }
            #expect(try await garage.service.post("/v1/appointments", Garage.order(10)).status == 400, "a key is required")
        }
    }

    @Test func aRepeatedRequestGetsTheSameAppointment() async throws {
        try await Garage.open { garage in
            let first = try await garage.post(Garage.order(10, of: Garage.diagnosis), key: "one")
            let again = try await garage.post(Garage.order(10, of: Garage.diagnosis), key: "one")
            #expect(first.status == 201 && again.status == 201)
            #expect(try first.decoded(BookedAppointment.self) == again.decoded(BookedAppointment.self))
            let other = try await garage.post(Garage.order(13, of: Garage.diagnosis), key: "one")
            #expect(other.status == 422 && garage.slug(other) == "idempotency-key-reused")
        }
    }

    @Test func aLargerVehicleTakesLonger() async throws {
        try await Garage.open { garage in
            var order = Garage.order(10)
            order.vehicle.vehicleClass = .van
            let state = try await garage.book(order).appointment
            #expect(state.end == Garage.at(11, 18) && state.services.map(\.labourTenths) == [13])
        }
    }

    @Test func aKnownCustomerKeepsTheIdOfTheProfile() async throws {
        try await Garage.open { garage in
            let profile = CustomerState(id: UUID(), version: 3, name: "Eve", email: "Eve@Example.org", since: Garage.at(day: 1, 0))
            try await garage.service.publish(.customerCreated, subject: profile.id, version: 3, payload: profile)
            try await eventually("the profile is known") {
                try await ContactStore().customer(email: "eve@example.org", in: garage.service.database) == profile.id
            }
            #expect(try await garage.book(Garage.order(10)).appointment.customer.id == profile.id)
            let stranger = try await garage.book(Garage.order(11, customer: "New@Example.org")).appointment.customer
            #expect(stranger.id == NaturalIdentity.customer(email: "new@example.org") && stranger.email == "New@Example.org")
        }
    }

    @Test func onlyStaffBookAsAdvisors() async throws {
        try await Garage.open { garage in
            var order = Garage.order(10)
            order.channel = .advisor
            let tokens = [nil, try garage.service.token(scopes: ["customers"]), try garage.service.token(scopes: ["appointments"], kind: "partner")]
            for token in tokens {
                let refused = try await garage.service.post("/v1/appointments", order, token: token, key: UUID().text)
                #expect(refused.status == 422 && refused.text.contains("channel"))
            }
            let token = try garage.service.token(scopes: ["appointments"], subject: "ann")
            #expect(try await garage.service.post("/v1/appointments", order, token: token, key: UUID().text).status == 201)
            #expect(try await garage.count("audit WHERE actor = 'advisor ann'") == 1)
            #expect(try await garage.service.post("/v1/appointments", Garage.order(13), token: "forged", key: UUID().text).status == 401)
        }
    }

    @Test(arguments: ["ä@b.de", "a@b..c", "a.@b.de", "a@-b.de", "eve@localhost", "a b@c.de"])
    func anAddressThatNoMailReachesIsRefused(email: String) throws {
        #expect(throws: ValidationError.self) { try Garage.order(10, customer: email).validated() }
    }

    @Test func whatMayReachASubjectIsOneLine() throws {
        var order = Garage.order(10)
        order.note = "Two\nlines\tand a tab"
        #expect(try order.validated() == order)
        order.customer.name = "Eve\nExample"
        #expect(throws: ValidationError.self) { try order.validated() }
        // What is too long is not read to its end for a second reason.
        order = Garage.order(10)
        order.note = String(repeating: "\u{1}\n", count: 400_000)
        let error = #expect(throws: ValidationError.self) { try order.validated() }
        #expect(error?.violations.map(\.field) == ["note"])
        var service = Garage.definition("X", "Oil\nchange", 10, "brakes", [])
        #expect(throws: ValidationError.self) { try service.validated() }
        service = Garage.definition("X", "Oil change", 10, "brakes", [])
        service.prices = [Money(amount: 100_000_001, currency: "EUR")]
        #expect(throws: ValidationError.self) { try service.validated() }
    }
}
