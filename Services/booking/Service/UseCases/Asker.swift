import Contracts
import Foundation

/// Who asks for a start: what the rules refuse them is nothing to propose.
struct Asker: Sendable {
    /// Whose rules bind them; nil for staff, who are bound by the settings alone.
    let subject: PolicySubject?
    /// Whose tier counts, where it is known.
    var customer: UUID?
    /// By which the customer is looked up where the id is not known.
    var email: String?

    static let staff = Asker(subject: nil)

    /// Somebody on the page who has not said who they are.
    static func visitor(of workshop: UUID, for services: [UUID]) -> Asker { Asker(subject: .visitor(of: workshop, for: services)) }

    init(_ order: BookingOrder, by actor: Actor, channel: BookingChannel) {
        let subject = PolicySubject(workshop: order.workshopId, services: Set(order.serviceIds), role: actor.kind, channel: channel)
        self.init(subject: actor.kind == .advisor ? nil : subject, email: order.customer.email)
    }

    /// Whoever moves an appointment.
    init(moving appointment: AppointmentState, by actor: Actor) {
        let subject = PolicySubject(
            workshop: appointment.workshop.id, services: Set(appointment.services.map(\.id)), role: .customer, channel: appointment.channel
        )
        self.init(subject: actor.kind == .customer ? subject : nil, customer: appointment.customer.id)
    }

    private init(subject: PolicySubject?, customer: UUID? = nil, email: String? = nil) {
        (self.subject, self.customer, self.email) = (subject, customer, email)
    }
}
