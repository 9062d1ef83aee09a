import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// What partners do: ask for appointments and see what became of them.
struct BookingsAPI: Sendable {
    let database: PostgresClient
    let request: RequestBooking
    let door: PartnerDoor

    func routes(_ router: inout Router) {
        router.on(
            .post, "/v1/bookings", operation: "requestBooking", summary: "Ask for an appointment; the answer comes by webhook",
            access: .permission(.partnerBookings), idempotent: true, body: BookingWish.self, output: RequestedAnswer.self,
            success: 202, errors: [ProblemSpec(409, "reference-taken", "The reference is taken"), PartnerDoor.limited, PartnerDoor.quota]
        ) { context, _, wish in
            try await door.admit(context, operation: "requestBooking") { caller in
                try await idempotent(context, in: database) { transaction in
                    let id = try await request.run(wish, caller: caller, in: transaction)
                    var reply = Reply.accepted(RequestedAnswer(id: id, status: .requested))
                    reply.headers["Location"] = "/v1/bookings/\(id.text)"
                    return reply
                }
            }
        }
        router.on(
            .get, "/v1/bookings/{id}", operation: "showBooking", summary: "How far a booking request is",
            access: .permission(.partnerBookings), output: BookingRequestStore.Request.self,
            errors: [ProblemSpec(404, "booking-unknown", "There is no such booking request"), PartnerDoor.limited]
        ) { context, _, _ in
            try await door.admit(context, operation: "showBooking") { caller in
                guard let found = try await BookingRequestStore.find(try context.pathID("id"), caller: caller, in: database) else {
                    throw GatewayError.bookingUnknown
                }
                return .ok(found)
            }
        }
    }
}

struct RequestedAnswer: Codable, Sendable {
    let id: UUID
    let status: BookingRequestStatus
}
