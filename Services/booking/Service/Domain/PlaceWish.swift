import Contracts
import Foundation
import Scheduling

/// Whom or where somebody insists on; nothing: anybody, anywhere.
struct PlaceWish: Sendable, Hashable {
    var technician: UUID?
    var bay: UUID?

    func validate(in model: WorkshopModel) throws(ValidationError) {
        var validation = Validation()
        validation.require(technician.map { model.technicians[$0] != nil } ?? true, "technicianId", "must be one of this workshop's people")
        validation.require(bay.map { model.bays[$0] != nil } ?? true, "bayId", "must be one of this workshop's bays")
        try validation.finish()
    }

    /// Work of which the first step is theirs, and for which the car comes to that bay first. Who and what the later steps need is not asked.
    func applied(to work: Work) -> Work {
        var work = work
        (work.lead, work.firstBay) = (technician, bay)
        return work
    }
}

extension AppointmentState {
    /// Whether it could still be given another time or another place.
    func canMakeWay(at now: Date) -> Bool { status == .booked && start > now && pinned != true }
}
