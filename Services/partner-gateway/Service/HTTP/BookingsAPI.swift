import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// What partners do: ask for appointments and see what became of them.
struct BookingsAPI: Sendable {
    let database: PostgresClient
    let request: RequestBooking

    func routes(_ router: inout Router) {
        router.on(
            .post, "/v1/bookings", operation: "requestBooking", summary: "Ask for an appointment; the answer comes by webhook",
            access: .permission(.partnerBookings), idempotent: true, body: BookingWish.self, output: RequestedAnswer.self,
            success: 202, errors: [ProblemSpec(409, "reference-taken", "The reference is taken")]
        ) { context, _, wish in
            let partner = try context.partnerID
            return try await idempotent(context, in: database) { transaction in
                let id = try await request.run(wish, partner: partner, in: transaction)
                var reply = Reply.accepted(RequestedAnswer(id: id, status: .requested))
                reply.headers["Location"] = "/v1/bookings/\(id.text)"
                return reply
            }
        }
        router.on(
            .get, "/v1/bookings/{id}", operation: "showBooking", summary: "How far a booking request is",
            access: .permission(.partnerBookings), output: BookingRequestStore.Request.self,
            errors: [ProblemSpec(404, "booking-unknown", "There is no such booking request")]
        ) { context, _, _ in
            let id = try context.pathID("id")
            guard let found = try await BookingRequestStore.find(id, partner: try context.partnerID, in: database) else {
                throw GatewayError.bookingUnknown
            }
            return .ok(found)
        }
    }
}

struct RequestedAnswer: Codable, Sendable {
    let id: UUID
    let status: BookingRequestStatus
}

extension RequestContext {
    /// The partner that calls: the subject of its token.
    fileprivate var partnerID: UUID {
        get throws {
            guard let principal, principal.kind == .partner, let id = UUID(uuidString: principal.subject) else {
                throw Problem(.insufficientScope, detail: "Only a partner's token may do this.")
            }
            return id
        }
    }
}
