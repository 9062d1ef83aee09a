import Foundation
import ServiceKit

@testable import Booking

extension Garage {
    /// What answers partners, like the service's own.
    func partnerBooking() -> BookForPartner {
        let (context, appointments) = (service.context, AppointmentStore())
        let ledger = ledger(appointments)
        let offers = ledger.offers
        let metrics = BookingMetrics(context.metrics)
        let book = BookAppointment(
            reservation: offers.reservation, ledger: ledger, contacts: ContactStore(), holds: offers.holds,
            links: ManageLinks(signer: LinkSigner(secret: Self.secret, publicURL: context.publicURL), appointments: appointments, clock: clock),
            policies: offers.policies, limits: offers.limits, metrics: metrics, clock: clock, ids: context.ids
        )
        let alternatives = ProposeAlternatives(
            plans: offers.plans, policies: offers.policies, limits: offers.limits, metrics: metrics, clock: clock
        )
        return BookForPartner(book: book, alternatives: alternatives, appointments: appointments, outbox: context.outbox)
    }
}
