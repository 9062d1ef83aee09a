import Contracts
import Foundation
import HTTP
import PostgreSQL

struct RefusalQuery: Codable, Sendable {
    var start: Date
    /// For this person only.
    var technicianId: UUID?
    /// For this bay only.
    var bayId: UUID?
}

/// Where work could go, and why not elsewhere: what an advisor asks before a customer is told anything.
struct PlacementRoutes: Sendable {
    let database: PostgresClient
    let appointments: AppointmentStore
    let refusal: ExplainRefusal

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/appointments/{id}/refusal", operation: "explainRefusal",
            summary: "Why an appointment cannot be set to a start, and the fewest others that are in its way", access: StaffRoutes.access,
            query: RefusalQuery.self, output: RefusalAnswer.self, errors: [.unknownAppointment, .notPossible, .unknownService]
        ) { request, query, _ in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: database)
                return .ok(try await refusal(stored.state, at: query.start, PlaceWish(technician: query.technicianId, bay: query.bayId)))
            }
        }
    }
}
