import Contracts
import Foundation
import HTTP
import ServiceKit

struct AuditQuery: Codable, Sendable {
    var appointmentId: UUID?
    /// As the entries have it, as `customer` or `advisor` with an id.
    var actor: String?
    var action: String?
    /// A reason code.
    var reason: String?
    var from: Date?
    /// Entries before then.
    var to: Date?
}

struct AuditPageQuery: Codable, Sendable {
    var appointmentId: UUID?
    /// As the entries have it, as `customer` or `advisor` with an id.
    var actor: String?
    var action: String?
    /// A reason code.
    var reason: String?
    var from: Date?
    /// Entries before then.
    var to: Date?
    /// The `nextCursor` of the page before.
    var cursor: Int64?
    /// 1 to 500; 100 unless told.
    var limit: Int?
}

struct AuditPage: Codable, Sendable {
    let items: [AuditRecord]
    let nextCursor: Int64?
}

/// The audit trail of schedule changes: read, taken away as CSV, and checked.
struct AuditRoutes: Sendable {
    static let access = Access.anyPermission([.appointments, .ops])
    /// Entries read at a time for the export: whatever its length, no more are in memory.
    static let batch = 500

    let context: ServiceContext
    let audit: AuditStore
    let verify: VerifyAudit

    func add(to router: inout Router) {
        router.on(
            .get, "/v1/workshops/{id}/audit", operation: "listAudit", summary: "A workshop's schedule changes, the latest first",
            access: Self.access, query: AuditPageQuery.self, output: AuditPage.self
        ) { request, query, _ in
            let filter = AuditFilter(
                workshop: try request.pathID("id"), appointment: query.appointmentId, actor: query.actor, action: query.action,
                reason: query.reason, from: query.from, to: query.to
            )
            let page = try await ListPage.read(query.limit, unlessTold: 100, atMost: 500) { limit in
                try await audit.page(filter, before: query.cursor, limit: limit, in: context.database)
            }
            return .ok(AuditPage(items: page.items, nextCursor: page.last?.sequence))
        }
        router.on(
            .get, "/v1/workshops/{id}/audit/verification", operation: "verifyAudit",
            summary: "Whether the trail is what was written, to its last entry", access: Self.access, output: AuditVerification.self
        ) { request, _, _ in
            .ok(try await verify(try request.pathID("id")))
        }
        router.stream(
            .get, "/v1/workshops/{id}/audit.csv", operation: "exportAudit",
            summary: "The same as CSV, the earliest first, with the hashes to check it by", access: Self.access, query: AuditQuery.self,
            contentType: "text/csv; charset=utf-8; header=present"
        ) { request, query in
            let filter = AuditFilter(
                workshop: try request.pathID("id"), appointment: query.appointmentId, actor: query.actor, action: query.action,
                reason: query.reason, from: query.from, to: query.to
            )
            return export(filter)
        }
    }

    private func export(_ filter: AuditFilter) -> StreamReply {
        let name = "attachment; filename=\"audit-\(filter.workshop.text).csv\""
        return StreamReply(contentType: "text/csv; charset=utf-8; header=present", headers: ["Content-Disposition": name]) { writer in
            try await writer.write(Array(AuditExport.head.utf8))
            var last: Int64 = 0
            while true {
                let lines = try await audit.lines(filter, after: last, limit: Self.batch, in: context.database)
                guard let end = lines.last else { return }
                try await writer.write(lines.reduce(into: []) { $0 += AuditExport.line($1.cells).utf8 })
                last = end.sequence
            }
        }
    }
}
