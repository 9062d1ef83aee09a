import Foundation
import Scheduling

extension Plan {
    /// An engine that knows who can make way.
    /// - Parameters:
    ///   - owner: the appointment whose own reservations do not count, because it is being moved.
    ///   - movable: whatever else holds a reservation, started work among it, stays.
    func engine(without owner: UUID? = nil, movable: Set<UUID>) -> SlotEngine {
        SlotEngine(workshop: model.workshop, days: days.map { day in
            let reservations = day.reservations.filter { $0.owner != owner }.map { one in
                Reservation(resource: one.resource, owner: one.owner, minutes: one.minutes, isPinned: !movable.contains(one.owner))
            }
            let arrivals = day.arrivals.filter { $0.owner != owner }.map { one in
                Arrival(owner: one.owner, start: one.start, isPinned: !movable.contains(one.owner))
            }
            return DayGrid(model.workshop, frame: day.grid.frame, reservations: reservations, arrivals: arrivals)
        })
    }
}
