import Contracts
import Foundation
import HTTP
import Outbox
import PostgreSQL

/// The operator's doors, the same on every service (O5): how it stands, what lies parked, what is to be published again.
struct OperatorAPI: Sendable {
    let service: ServiceName
    let database: PostgresClient
    let parking: ParkingStore
    let desk: ParkingDesk
    let republishing: RepublishDesk
    let readiness: Readiness

    private static let access = Access.permission(.ops)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/ops/status", operation: "serviceStatus", summary: "How this service stands: queue, outbox, parked messages",
            access: Self.access, output: ServiceStatus.self
        ) { _, _, _ in .ok(try await status()) }
        router.on(
            .get, "/v1/ops/parked", operation: "listParked", summary: "Parked messages, the oldest first", access: Self.access,
            query: ParkedQuery.self, output: ParkedPage.self
        ) { _, query, _ in .ok(try await list(query)) }
        router.on(
            .get, "/v1/ops/parked/groups", operation: "groupParked", summary: "Parked messages counted by cause", access: Self.access,
            output: ParkedGroups.self
        ) { _, _, _ in .ok(ParkedGroups(items: try await parking.groups(in: database))) }
        router.on(
            .get, "/v1/ops/parked/{id}", operation: "showParked", summary: "One parked message with its body", access: Self.access,
            output: ParkedMessage.self, errors: [.parkedUnknown]
        ) { request, _, _ in
            guard let message = try await parking.find(try request.pathID("id"), in: database) else { throw ParkingError.unknown }
            return .ok(message)
        }
        settlingRoutes(&router)
    }

    private func settlingRoutes(_ router: inout Router) {
        router.on(
            .post, "/v1/ops/parked/{id}/replay", operation: "replayParked", summary: "Handle a parked message again",
            access: Self.access, output: Settled.self, errors: [.parkedUnknown, .parkedSettled]
        ) { request, _, _ in
            try await desk.replay(try request.pathID("id"), by: request.operatorName)
            return .ok(Settled(count: 1, id: nil))
        }
        router.on(
            .post, "/v1/ops/parked/{id}/edit", operation: "editParked", summary: "Replay with another body, as a new message",
            access: Self.access, body: JSONValue.self, output: Settled.self, errors: [.parkedUnknown, .parkedSettled]
        ) { request, _, body in
            let id = try await desk.edit(try request.pathID("id"), body: body, by: request.operatorName)
            return .ok(Settled(count: 1, id: id))
        }
        router.on(
            .post, "/v1/ops/parked/{id}/discard", operation: "discardParked", summary: "Give a parked message up, with the reason",
            access: Self.access, body: DiscardRequest.self, output: Settled.self, errors: [.parkedUnknown, .parkedSettled]
        ) { request, _, body in
            let reason = body.reason.trimmingCharacters(in: .whitespacesAndNewlines)
            guard TextRules.hasLength(reason, in: 1...500) else {
                throw ValidationError([FieldViolation("reason", "must have 1 to 500 characters")])
            }
            try await desk.discard(try request.pathID("id"), reason: reason, by: request.operatorName)
            return .ok(Settled(count: 1, id: nil))
        }
        router.on(
            .post, "/v1/ops/parked/replay", operation: "replayParkedGroup", summary: "Handle up to 1,000 parked messages of one cause again",
            access: Self.access, body: ParkedCause.self, output: Settled.self
        ) { request, _, body in .ok(Settled(count: try await desk.replay(group: body, by: request.operatorName), id: nil)) }
        router.on(
            .post, "/v1/ops/outbox/republish", operation: "republishEvents",
            summary: "Publish up to 10,000 events again that the broker has lost after it had confirmed them", access: Self.access,
            body: RepublishRequest.self, output: Republished.self
        ) { request, _, body in
            guard body.from < body.to else { throw ValidationError([FieldViolation("to", "must be later than from")]) }
            let answer = try await republishing.republish(
                from: body.from, to: body.to, after: body.after, by: request.operatorName)
            return .ok(Republished(count: answer.count, next: answer.next))
        }
    }

    /// Answers while the database is away too: then it tells just that.
    private func status() async throws -> ServiceStatus {
        let report = await readiness.report()
        let backlog = report.isDatabaseThere ? try await MessageBacklog.count(parking: parking, in: database) : nil
        return ServiceStatus(
            service: service.rawValue, ready: report.ready, checks: report.checks, queueDepth: readiness.queueDepth(),
            outboxBacklog: backlog?.outbox, retrying: backlog?.retrying, parked: backlog?.parked
        )
    }

    private func list(_ query: ParkedQuery) async throws -> ParkedPage {
        let limit = min(max(query.limit ?? 50, 1), 200)
        let items = try await parking.list(group: query.cause(), after: query.cursor, limit: limit, in: database)
        return ParkedPage(items: items, nextCursor: items.count == limit ? items.last?.id : nil)
    }
}

extension RequestContext {
    /// Who is acting, for the record.
    fileprivate var operatorName: String { principal.map { $0.name ?? $0.subject } ?? "unknown" }
}

extension ProblemSpec {
    fileprivate static let parkedUnknown = ProblemSpec(404, "parked-message-unknown", "There is no such parked message")
    fileprivate static let parkedSettled = ProblemSpec(409, "parked-message-settled", "The parked message is settled already")
}
