import Contracts
import Foundation
import Scheduling

/// Makes the final state of an imported appointment.
struct HistoryDrafting {
    let model: WorkshopModel
    /// Customers already known, by address.
    let customers: [String: UUID]
    let importedAt: Date

    /// - Throws: `ValidationError`, `BookingError` for a row that cannot have been.
    func draft(_ row: HistoryRow, _ placement: inout HistoryPlacement) throws -> NewAppointment {
        let row = try row.validated(at: importedAt)
        let services = try model.services(row.serviceIds)
        let email = NaturalIdentity.normalized(email: row.customer.email)
        let customer = row.customer.contact(id: customers[email] ?? NaturalIdentity.customer(email: email))
        let vehicle = row.vehicle.description(owner: customer.id)
        let work = model.work(services, for: vehicle.vehicleClass)
        guard let visit = placement.place(row, work) else {
            throw BookingError.slotTaken(blockers: [], alternatives: [])
        }
        let lines = model.lines(services, for: vehicle.vehicleClass)
        let end = Date(epochMinute: visit.end)
        var state = AppointmentState(
            // From the other system's id: importing again after a lost answer makes the same one.
            id: UUID.v5(namespace: row.workshopId, name: "import \(row.externalId)"), version: 1, status: row.outcome.status,
            workshop: model.reference, customer: customer, vehicle: vehicle, services: lines,
            technician: model.technician(visit.technician), bay: model.bay(visit.bay), tools: visit.tools.map(model.tool),
            start: Date(epochMinute: visit.start), end: end, price: model.price(of: lines), channel: row.channel ?? .import,
            note: row.note, bookedAt: row.bookedAt, changedAt: row.cancelledAt ?? lastChange(of: row, end)
        )
        if let at = row.cancelledAt {
            state.cancellation = Cancellation(reason: row.reason ?? "unknown", by: .customer, at: at)
        }
        return NewAppointment(state, at: visit, in: model, externalID: row.externalId)
    }
}

extension HistoryDrafting {
    /// When it got its state, as far as that is known.
    private func lastChange(of row: HistoryRow, _ end: Date) -> Date {
        switch row.outcome {
        case .completed: end
        case .booked: importedAt
        case .cancelled, .noShow: row.start
        }
    }
}

extension NewAppointment {
    /// The one event that tells of an imported appointment.
    var event: EventType {
        switch state.status {
        case .cancelled: .appointmentCancelled
        case .noShow: .appointmentNoShow
        case .completed: .appointmentCompleted
        case .booked, .checkedIn, .started: .appointmentCreated
        }
    }
}
