import Contracts
import Foundation
import HTTP
import ServiceKit

struct WaitingQuery: Codable, Sendable {
    var workshopId: UUID
    var cursor: UUID?
    /// 1 to 200; 50 unless told.
    var limit: Int?
}

extension RequestContext {
    /// The customer who is signed in; nil for anybody else.
    fileprivate var customer: UUID? {
        guard let principal, principal.kind == .customer, principal.scopes.contains(Permission.own.rawValue) else { return nil }
        return principal.subjectID
    }
}

struct WaitingPage: Codable, Sendable {
    let items: [WaitingEntry]
    /// Gives the next page; absent on the last.
    let nextCursor: UUID?
}

/// The waiting list: for customers by their link, and for advisors.
struct WaitingRoutes: Sendable {
    private static let access = Access.link(audience: WaitingLinks.audience)

    let context: ServiceContext
    let waiting: WaitingStore
    let links: WaitingLinks
    let join: JoinWaitingList
    let confirm: ConfirmWaiting
    let answer: AnswerOffer

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/waiting-list", operation: "joinWaitingList", summary: "Waits for a place on some days, once the address is confirmed",
            access: .optionalToken, idempotent: true, body: WaitingWish.self, output: JoinedWaitingList.self, success: 201,
            errors: [.unknownWorkshop, .unknownService, .alreadyWaiting]
        ) { request, _, wish in
            try await answering {
                try await idempotent(request, in: context.database) { transaction in
                    .created(try await join(wish, by: request.customer, in: transaction))
                }
            }
        }
        router.on(
            .get, "/v1/waiting-list", operation: "listWaiting", summary: "Who waits at a workshop, in order", access: StaffRoutes.access,
            query: WaitingQuery.self, output: WaitingPage.self
        ) { _, query, _ in
            let page = try await ListPage.read(query.limit) { limit in
                try await waiting.list(of: query.workshopId, after: query.cursor, limit: limit, in: context.database)
            }
            return .ok(WaitingPage(items: page.items, nextCursor: page.last?.id))
        }
        addAnswers(to: &router)
    }

    private func addAnswers(to router: inout Router) {
        router.on(
            .get, "/v1/my/waiting-list", operation: "viewMyWaiting", summary: "The place on the waiting list behind a link",
            access: Self.access, output: WaitingEntry.self, errors: [.linkInvalid]
        ) { request, _, _ in
            try await byLink(request) { .ok(try await waiting.entry($0, in: context.database)) }
        }
        router.on(
            .post, "/v1/my/waiting-list/confirm", operation: "confirmWaiting",
            summary: "Confirms, by the link of a letter, that the address is the reader's, and gives the key to the place",
            access: .link(audience: WaitingLinks.confirmationAudience), output: JoinedWaitingList.self, errors: [.linkInvalid, .linkExpired]
        ) { request, _, _ in
            try await gone { .ok(try await confirm(request.bearer)) }
        }
        router.on(
            .post, "/v1/my/waiting-list/accept", operation: "acceptOffer", summary: "Books the place that is offered", access: Self.access,
            output: BookedAppointment.self,
            errors: [.linkInvalid, .offerGone, .slotTaken, .unknownService, .startInPast, .startTooSoon, .startTooFar, .tooManyOpen]
        ) { request, _, _ in
            try await byLink(request) { .ok(try await answer.accept($0)) }
        }
        router.on(
            .post, "/v1/my/waiting-list/decline", operation: "declineOffer", summary: "Declines the place that is offered, and waits on",
            access: Self.access, output: WaitingEntry.self, errors: [.linkInvalid, .offerGone]
        ) { request, _, _ in
            try await byLink(request) { .ok(try await answer.decline($0)) }
        }
        router.on(
            .post, "/v1/my/waiting-list/leave", operation: "leaveWaitingList", summary: "Waits no more", access: Self.access,
            output: WaitingEntry.self, errors: [.linkInvalid, .offerGone]
        ) { request, _, _ in
            try await byLink(request) { .ok(try await answer.leave($0)) }
        }
    }

    /// A link whose entry is forgotten opens nothing any more.
    private func byLink<Value>(_ request: RequestContext, _ body: (UUID) async throws -> Value) async throws -> Value {
        try await gone { try await body(try links.entry(request.bearer)) }
    }

    private func gone<Value>(_ body: () async throws -> Value) async throws -> Value {
        try await answering {
            do {
                return try await body()
            } catch BookingError.unknownEntry {
                throw BookingError.linkInvalid
            }
        }
    }
}
