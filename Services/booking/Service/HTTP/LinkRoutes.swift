import Contracts
import Foundation
import HTTP
import ServiceKit

/// What the holder of an appointment's link may do.
struct LinkRoutes: Sendable {
    private static let access = Access.link(audience: LinkSigner.audience)

    let context: ServiceContext
    let links: ManageLinks
    let view: ViewByLink
    let search: SearchSlots
    let move: MoveAppointment
    let cancel: CancelAppointment

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/my/appointment", operation: "viewMyAppointment", summary: "The appointment behind a link",
            access: Self.access, output: AppointmentView.self, errors: [.linkInvalid, .linkExpired]
        ) { request, _, _ in
            try await answering {
                let stored = try await links.open(request.bearer, in: context.database)
                return .ok(try await view(stored.state, in: context.database), etag: String(stored.state.version))
            }
        }
        router.on(
            .get, "/v1/my/appointment/slots", operation: "searchMySlots", summary: "Where the appointment may be moved to",
            access: Self.access, query: MySlotsQuery.self, output: SlotAnswer.self, errors: [.linkInvalid, .linkExpired, .unknownService]
        ) { request, query, _ in
            try await answering {
                let stored = try await links.open(request.bearer, in: context.database)
                return .ok(try await search(moving: stored.state, from: query.from, days: query.days ?? 7, in: context.database))
            }
        }
        router.on(
            .post, "/v1/my/appointment/move", operation: "moveMyAppointment", summary: "Moves the appointment to another start",
            access: Self.access, body: MoveBody.self, output: AppointmentView.self,
            errors: [.linkInvalid, .linkExpired, .notPossible, .versionMismatch, .startTooSoon] + ProblemSpec.ofPolicy + ProblemSpec.ofMoving
        ) { request, _, body in
            try await answering {
                let stored = try await links.open(request.bearer, in: context.database)
                let moved = try await move(stored, to: body.start, by: .customer, for: body.grounds, version: request.version())
                return .ok(try await view(moved, in: context.database))
            }
        }
        router.on(
            .post, "/v1/my/appointment/cancel", operation: "cancelMyAppointment", summary: "Calls the appointment off",
            access: Self.access, body: CancelBody.self, output: AppointmentView.self,
            errors: [.linkInvalid, .linkExpired, .notPossible, .changedMeanwhile, .versionMismatch] + ProblemSpec.ofPolicy
        ) { request, _, body in
            try await answering {
                let stored = try await links.open(request.bearer, in: context.database)
                let cancelled = try await cancel(
                    stored, reason: body.reason, by: .customer, for: body.grounds, version: request.version()
                )
                return .ok(try await view(cancelled, in: context.database))
            }
        }
    }
}

extension RequestContext {
    /// The staff member who calls.
    var staff: Actor { Actor(kind: .advisor, subject: principal?.subject) }
}
