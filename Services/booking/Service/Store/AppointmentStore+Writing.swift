import Contracts
import Foundation
import PostgreSQL
import Scheduling

/// A row to be written: a state, its local day, and where it came from.
struct NewAppointment: Sendable {
    let state: AppointmentState
    let day: LocalDate
    let allocations: [Allocation]
    var externalID: String?

    /// An appointment that was called off, or that nobody came to, takes nothing.
    init(_ state: AppointmentState, at visit: PlacedVisit, in model: WorkshopModel, externalID: String? = nil) {
        self.state = state
        day = model.workshop.calendar.date(of: visit.start)
        self.externalID = externalID
        switch state.status {
        case .cancelled, .noShow: allocations = []
        case .booked, .checkedIn, .started, .completed: allocations = Allocation.all(of: visit, for: state.id, in: model)
        }
    }
}

/// One resource taken on one local day, by an appointment or a hold.
struct Allocation: Sendable {
    let owner: UUID
    let resource: UUID
    let kind: String
    let workshop: UUID
    let day: LocalDate
    let start: Date
    let end: Date

    /// - Parameter owner: an appointment or a hold.
    static func all(of visit: PlacedVisit, for owner: UUID, in model: WorkshopModel) -> [Allocation] {
        let bays = Set(visit.assignment.bays.map(\.resource))
        return visit.assignment.taken.flatMap { taken in
            let kind = bays.contains(taken.resource) ? "bay" : model.technicians[taken.resource] == nil ? "tool" : "technician"
            return model.workshop.calendar.days(of: taken.minutes).map { day in
                let period = Period(day.minutes)
                return Allocation(
                    owner: owner, resource: taken.resource, kind: kind, workshop: model.id, day: day.date, start: period.start,
                    end: period.end
                )
            }
        }
    }
}

/// Statements that change appointments; a use case runs them in one round trip.
extension AppointmentStore {
    func insert(_ rows: [NewAppointment]) -> SQL {
        // Not by a key path: through an optional, those of Swift 6.3 copy one byte beyond their buffer (Address Sanitizer:
        // memcpy-param-overlap in KeyPath._projectReadOnly).
        let requests = rows.map { $0.state.partner?.requestId }
        return """
        INSERT INTO appointments
            (id, version, status, workshop_id, day, starts_at, ends_at, technician_id, bay_id, customer_id, external_id, request_id,
             changed_at, state)
        SELECT * FROM unnest(
            \(rows.map(\.state.id))::uuid[], \(rows.map(\.state.version))::bigint[], \(rows.map(\.state.status.rawValue))::text[],
            \(rows.map(\.state.workshop.id))::uuid[], \(rows.map(\.day.description))::date[], \(rows.map(\.state.start))::timestamptz[],
            \(rows.map(\.state.end))::timestamptz[], \(rows.map(\.state.technician.id))::uuid[], \(rows.map(\.state.bay.id))::uuid[],
            \(rows.map(\.state.customer.id))::uuid[], \(rows.map(\.externalID))::text[],
            \(requests)::uuid[], \(rows.map(\.state.changedAt))::timestamptz[],
            \(jsonEach: rows.map(\.state))::jsonb[])
        """
    }

    /// In the order of resources, so that two transactions meet at the same resource first.
    func insert(_ allocations: [Allocation], isHold: Bool = false) -> SQL {
        let rows = allocations.sorted { ($0.resource.uuidString, $0.start) < ($1.resource.uuidString, $1.start) }
        return """
            INSERT INTO allocations (appointment_id, is_hold, resource_id, kind, workshop_id, day, during)
            SELECT a.id, \(isHold), a.resource, a.kind, a.workshop, a.day, tstzrange(a.first, a.last) FROM unnest(
                \(rows.map(\.owner))::uuid[], \(rows.map(\.resource))::uuid[], \(rows.map(\.kind))::text[],
                \(rows.map(\.workshop))::uuid[], \(rows.map(\.day.description))::date[], \(rows.map(\.start))::timestamptz[],
                \(rows.map(\.end))::timestamptz[]) AS a (id, resource, kind, workshop, day, first, last)
            """
    }

    /// Gives the day of each row.
    func removeAllocations(of appointment: UUID) -> SQL {
        "DELETE FROM allocations WHERE appointment_id = \(appointment) RETURNING day::text AS day"
    }

    /// Frees what a cancelled or missed appointment took; the rows stay for the record. Gives the day of each.
    func releaseAllocations(of appointment: UUID) -> SQL {
        "UPDATE allocations SET active = false WHERE appointment_id = \(appointment) RETURNING day::text AS day"
    }

    func setLinkGeneration(_ generation: Int, of appointment: UUID) -> SQL {
        "UPDATE appointments SET link_generation = \(generation) WHERE id = \(appointment)"
    }

    /// Replaces a state by the next one; gives no row if it is not the one before any more.
    func update(to state: AppointmentState, day: LocalDate) -> SQL {
        """
        UPDATE appointments SET
            version = \(state.version), status = \(state.status.rawValue), day = \(day.description)::date, starts_at = \(state.start),
            ends_at = \(state.end), technician_id = \(state.technician.id), bay_id = \(state.bay.id), changed_at = \(state.changedAt),
            state = \(json: state)
        WHERE id = \(state.id) AND version = \(state.version - 1)
        RETURNING id
        """
    }
}
