import Contracts
import Foundation
import HTTP
import ServiceKit

struct RemoveWaitingBody: Codable, Sendable {
    var reason: ReasonCode
}

struct OfferBody: Codable, Sendable {
    /// A free one; the first that suits where absent.
    var start: Date?
    var reason: ReasonCode?
}

struct WaitingChangesQuery: Codable, Sendable {
    var workshopId: UUID
    /// The `nextCursor` of the page before.
    var cursor: Int64?
    /// 1 to 200; 50 unless told.
    var limit: Int?
}

struct WaitingChangePage: Codable, Sendable {
    let items: [WaitingChange]
    /// Gives the next page; absent on the last.
    let nextCursor: Int64?
}

/// What advisors do with the waiting list, and who did what.
struct WaitingDeskRoutes: Sendable {
    let context: ServiceContext
    let waiting: WaitingStore
    let tend: TendWaitingList

    func add(to router: inout Router) {
        router.on(
            .post, "/v1/waiting-list/{id}/remove", operation: "removeWaiting", summary: "Takes somebody off the waiting list",
            access: StaffRoutes.access, body: RemoveWaitingBody.self, output: WaitingEntry.self,
            errors: [.unknownEntry, .notPossible, .versionMismatch]
        ) { request, _, body in
            try await answering {
                .tagged(try await tend.remove(try request.pathID("id"), for: body.reason, by: request.staff, version: request.version()))
            }
        }
        router.on(
            .post, "/v1/waiting-list/{id}/offer", operation: "offerPlace", summary: "Offers a place to somebody before it is their turn",
            access: StaffRoutes.access, body: OfferBody.self, output: WaitingEntry.self,
            errors: [.unknownEntry, .notPossible, .nothingFree, .slotTaken, .versionMismatch, .unknownService, .startInPast, .startTooFar]
        ) { request, _, body in
            try await answering {
                .tagged(try await tend.offer(
                    try request.pathID("id"), at: body.start, for: body.reason, by: request.staff, version: request.version()
                ))
            }
        }
        router.on(
            .get, "/v1/waiting-list/changes", operation: "listWaitingChanges", summary: "What staff did with the waiting list, the latest first",
            access: AuditRoutes.access, query: WaitingChangesQuery.self, output: WaitingChangePage.self
        ) { _, query, _ in
            let page = try await ListPage.read(query.limit) { limit in
                try await waiting.changes(of: query.workshopId, before: query.cursor, limit: limit, in: context.database)
            }
            return .ok(WaitingChangePage(items: page.items, nextCursor: page.last?.id))
        }
    }
}

extension Reply<WaitingEntry> {
    /// 200 with the version as entity tag.
    fileprivate static func tagged(_ entry: WaitingEntry) -> Reply { .ok(entry, etag: String(entry.version)) }
}

extension ProblemSpec {
    fileprivate static let unknownEntry = ProblemSpec(404, "unknown-entry", "There is no such place on the waiting list")
    fileprivate static let nothingFree = ProblemSpec(409, "nothing-free", "No free place suits")
}
