import Contracts
import Foundation
import HTTP
import ServiceKit

/// Slots kept for those who are filling in a booking.
struct HoldRoutes: Sendable {
    let context: ServiceContext
    let hold: HoldSlot
    let release: ReleaseHold
    let alternatives: ProposeAlternatives

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/holds", operation: "holdSlot", summary: "Keeps a slot for some minutes; book it with its id as `holdId`",
            access: .open, idempotent: true, body: HoldOrder.self, output: Hold.self, success: 201,
            errors: [.slotTaken, .tooManyHolds, .unknownWorkshop, .unknownService, .startInPast, .startTooSoon, .startTooFar]
        ) { request, _, order in
            try await answering {
                let visitor = Asker.visitor(of: order.workshopId, for: order.serviceIds)
                return try await alternatives.explaining(WantedSlot(order), for: visitor, in: context.database) {
                    try await idempotent(request, in: context.database) { .created(try await hold(order, in: $0)) }
                }
            }
        }
        router.on(
            .delete, "/v1/holds/{id}", operation: "releaseHold", summary: "Gives a held slot back; one that is gone is given back already",
            access: .open, output: NoContent.self, success: 204
        ) { request, _, _ in
            try await release(try request.pathID("id"))
            return .noContent
        }
    }
}
