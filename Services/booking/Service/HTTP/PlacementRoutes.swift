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

struct RecommendationQuery: Codable, Sendable {
    var workshopId: UUID
    var serviceIds: [UUID]
    /// The vehicle's size class; `midsize` where absent.
    var vehicleClass: VehicleClass?
    /// The first day, today where absent.
    var from: LocalDate?
    /// How many days, 7 where absent, 14 at most.
    var days: Int?
    /// `normal` where absent; with `high`, places are shown too for which one booked appointment makes way.
    var priority: PlacementPriority?
    /// When it should be done.
    var due: Date?
    /// Work cannot begin before, as parts come then.
    var release: Date?
}

struct PlacesQuery: Codable, Sendable {
    /// The first day, today where absent.
    var from: LocalDate?
    /// How many days, 1 to 7, 7 where absent.
    var days: Int?
}

/// Where work could go, and why not elsewhere: what an advisor asks before a customer is told anything.
struct PlacementRoutes: Sendable {
    let database: PostgresClient
    let appointments: AppointmentStore
    let refusal: ExplainRefusal
    let recommend: RecommendPlaces

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/recommendations", operation: "recommendPlaces", summary: "The best places for work, with what speaks for and against each",
            access: StaffRoutes.access, query: RecommendationQuery.self, output: RecommendationAnswer.self,
            errors: [.unknownWorkshop, .unknownService]
        ) { _, query, _ in
            let request = RecommendationRequest(
                workshop: query.workshopId, services: query.serviceIds, vehicleClass: query.vehicleClass ?? .midsize, from: query.from,
                days: query.days ?? 7, priority: query.priority ?? .normal, due: query.due, release: query.release)
            return .ok(try await answering { try await recommend(request) })
        }
        router.on(
            .get, "/v1/appointments/{id}/places", operation: "findPlaces", summary: "Where an appointment could be moved, and the best places",
            access: StaffRoutes.access, query: PlacesQuery.self, output: MovePlaces.self,
            errors: [.unknownAppointment, .notPossible, .unknownService]
        ) { request, query, _ in
            try await answering {
                let stored = try await appointments.appointment(try request.pathID("id"), in: database)
                return .ok(try await recommend.places(for: stored.state, from: query.from, days: query.days ?? 7))
            }
        }
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
