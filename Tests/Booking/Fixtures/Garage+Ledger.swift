import Foundation
import ServiceKit

@testable import Booking

extension Garage {
    /// A ledger like the service's own.
    func ledger(_ appointments: AppointmentStore) -> ScheduleLedger {
        let (context, clock, holds) = (service.context, clock, HoldStore())
        let plans = PlanStore(catalogue: CatalogueStore(), clock: clock)
        let offers = OfferPlaces(
            plans: plans, reservation: SlotReservation(plans: plans, days: DayStore(clock: clock)), appointments: appointments, holds: holds,
            waiting: WaitingStore(), links: WaitingLinks(secret: Self.secret, publicURL: context.publicURL), outbox: context.outbox,
            policies: Policies(defaults: Policy(
                move: Policy.Terms(window: .seconds(86_400)), cancel: Policy.Terms(window: .seconds(86_400))
            )),
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
