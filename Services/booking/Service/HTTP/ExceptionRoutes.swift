import Contracts
import Foundation
import HTTP
import ServiceKit

/// Requests outside policy: customers ask, advisors decide.
struct ExceptionRoutes: Sendable {
    let context: ServiceContext
    let links: ManageLinks
    let exceptions = ExceptionStore()
    let request: RequestException
    let decide: DecideException

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/my/appointment/exception", operation: "requestException",
            summary: "Asks an advisor for what the policy refuses, or to be spared a fee", access: .link(audience: LinkSigner.audience),
            idempotent: true, body: ExceptionWish.self, output: RequestView.self, success: 201,
            errors: [
                .linkInvalid, .linkExpired, .exceptionNotNeeded, .exceptionPending, .feeApplies, .notPossible, .changedMeanwhile, .startInPast,
                .startTooFar,
            ]
        ) { call, _, wish in
            try await answering {
                let stored = try await links.open(call.bearer, in: context.database)
                return try await idempotent(call, in: context.database) { transaction in
                    .created(RequestView(try await request(wish, for: stored, in: transaction)), location: "/v1/my/appointment")
                }
            }
        }
        addReading(to: &router)
        addDeciding(to: &router)
    }

    private func addReading(to router: inout Router) {
        router.on(
            .get, "/v1/exceptions", operation: "listExceptions",
            summary: "A workshop's requests outside policy: those that wait by when they are due, others the latest first",
            access: StaffRoutes.access, query: ExceptionsQuery.self, output: ExceptionPage.self
        ) { _, query, _ in
            let now = decide.clock.now()
            let filter = ExceptionFilter(
                workshop: query.workshopId, status: query.status ?? .pending, kind: query.kind, overdueOnly: query.overdue ?? false
            )
            let page = try await ListPage.read(query.limit) { limit in
                try await exceptions.page(filter, after: query.cursor, limit: limit, at: now, in: context.database)
            }
            let (open, overdue) = try await exceptions.counts(of: query.workshopId, at: now, in: context.database)
            return .ok(ExceptionPage(
                items: page.items.map { ExceptionItem($0.0, $0.1, at: now) }, nextCursor: page.last?.0.id, open: open, overdue: overdue,
                now: now
            ))
        }
        router.on(
            .get, "/v1/exceptions/{id}", operation: "readException", summary: "One request outside policy", access: StaffRoutes.access,
            output: ExceptionState.self, errors: [.unknownException]
        ) { call, _, _ in
            try await answering { .tagged(try await exceptions.exception(try call.pathID("id"), in: context.database)) }
        }
    }

    private func addDeciding(to router: inout Router) {
        let errors: [ProblemSpec] = [.unknownException, .exceptionSettled, .versionMismatch, .notPossible, .changedMeanwhile]
        let granting = errors + [.feeApplies, .slotTaken, .beforeRelease, .startInPast, .startTooFar, .unknownService]
        router.on(
            .post, "/v1/exceptions/{id}/approve", operation: "approveException",
            summary: "Does what a customer asked for, on the policy's terms", access: StaffRoutes.access, body: ApproveBody.self,
            output: ExceptionState.self, errors: granting
        ) { call, _, body in
            try await answering {
                let grounds = ChangeGrounds(reason: body.reason, note: body.note)
                return .tagged(try await decide.approve(try call.pathID("id"), by: call.staff, for: grounds, version: call.version()))
            }
        }
        router.on(
            .post, "/v1/exceptions/{id}/override", operation: "overrideException",
            summary: "Does it on other terms: without the fee, for less, or at another start", access: StaffRoutes.access,
            body: OverrideBody.self, output: ExceptionState.self, errors: granting
        ) { call, _, body in
            try await answering {
                let grounds = ChangeGrounds(reason: body.reason, note: body.note)
                return .tagged(try await decide.override(
                    try call.pathID("id"), by: call.staff, for: grounds, start: body.start, fee: body.fee ?? 0, version: call.version()
                ))
            }
        }
        router.on(
            .post, "/v1/exceptions/{id}/decline", operation: "declineException", summary: "Leaves the appointment as it is",
            access: StaffRoutes.access, body: DeclineBody.self, output: ExceptionState.self, errors: errors
        ) { call, _, body in
            try await answering {
                let grounds = ChangeGrounds(reason: body.reason, note: body.note)
                return .tagged(try await decide.decline(try call.pathID("id"), by: call.staff, for: grounds, version: call.version()))
            }
        }
    }
}

extension Reply<ExceptionState> {
    /// 200 with the version as entity tag.
    static func tagged(_ state: ExceptionState) -> Reply { .ok(state, etag: String(state.version)) }
}
