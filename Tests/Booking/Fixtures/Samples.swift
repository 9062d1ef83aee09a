import Contracts
import Foundation

enum Samples {
    static func appointment(start: Date = Date(timeIntervalSince1970: 1_772_528_400)) -> AppointmentState {
        AppointmentState(
            id: UUID(high: 9, low: 9), version: 1, status: .booked,
            workshop: WorkshopReference(id: Garage.workshop, name: "W", timeZone: "Europe/Berlin", country: "DE", address: "Ring 1"),
            customer: CustomerContact(id: UUID(), name: "Eve", email: "eve@example.org"),
            vehicle: VehicleDescription(id: UUID(), plate: "B-PC 1", make: "VW", model: "Golf"), services: [],
            technician: NamedReference(id: Garage.ann, name: "Ann"), bay: NamedReference(id: Garage.bays[0], name: "Lift"), tools: [],
            start: start, end: start.addingTimeInterval(3_600), price: Money(amount: 1, currency: "EUR"), channel: .web,
            bookedAt: start.addingTimeInterval(-86_400), changedAt: start.addingTimeInterval(-86_400)
        )
    }

    static let customer = UUID(high: 7, low: 7)

    /// One for 99.00 EUR of one service.
    static func priced(_ service: UUID = Garage.brakes, channel: BookingChannel = .web, moves: Int? = nil) -> AppointmentState {
        var state = appointment()
        state.price = Money(amount: 9_900, currency: "EUR")
        state.services = [ServiceLine(id: service, code: "S", name: "S", labourTenths: 10, price: state.price)]
        state.customer.id = customer
        state.channel = channel
        state.moves = moves
        return state
    }
}
