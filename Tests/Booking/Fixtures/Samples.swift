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

extension Garage {
    /// A ledger like the service's own.
    func ledger(_ appointments: AppointmentStore) -> ScheduleLedger {
        let (context, clock, holds) = (service.context, clock, HoldStore())
        let plans = PlanStore(catalogue: CatalogueStore(), clock: clock)
        let offers = OfferPlaces(
            plans: plans, reservation: SlotReservation(plans: plans, days: DayStore(clock: clock)), appointments: appointments, holds: holds,
            waiting: WaitingStore(), links: WaitingLinks(secret: Self.secret, publicURL: context.publicURL), outbox: context.outbox,
            limits: BookingLimits(
                notice: .seconds(1_800), horizonDays: 180, gridMinutes: 15, hold: .seconds(300), offer: .seconds(7_200)
            ),
            clock: clock, ids: context.ids
        )
        return ScheduleLedger(
            appointments: appointments, holds: holds, contacts: ContactStore(), audit: AuditStore(), offers: offers, outbox: context.outbox,
            boards: BoardSignals()
        )
    }
}
