import Contracts
import Foundation
import Scheduling

/// Whom or where somebody insists on; nothing: anybody, anywhere.
struct PlaceWish: Sendable, Hashable {
    var technician: UUID?
    var bay: UUID?

    var isNone: Bool { technician == nil && bay == nil }

    func validate(in model: WorkshopModel) throws(ValidationError) {
        var validation = Validation()
        validation.require(technician.map { model.technicians[$0] != nil } ?? true, "technicianId", "must be one of this workshop's people")
        validation.require(bay.map { model.bays[$0] != nil } ?? true, "bayId", "must be one of this workshop's bays")
        try validation.finish()
    }

    /// The workshop as if there were no other people and bays than those asked for.
    func applied(to workshop: Workshop) -> Workshop {
        var workshop = workshop
        if let technician { workshop.technicians.removeAll { $0.id != technician } }
        if let bay { workshop.bays.removeAll { $0.id != bay } }
        return workshop
    }
}

extension AppointmentState {
    /// Whether it could still be given another time or another place.
    func canMakeWay(at now: Date) -> Bool { status == .booked && start > now }
}
