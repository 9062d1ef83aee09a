import Configuration
import Contracts
import Foundation
import Outbox
import PostgreSQL
import ServiceKit
import Synchronization
import TestSupport
import Testing

@testable import HTTP

/// Hears what analytics hears, and refuses score events while it is told to.
struct PickyService: PitcrewService {
    static let name = ServiceName.analytics
    static let migrations: [Migration] = []
    static let refuses = Mutex(true)
    private let database: PostgresClient

    init(_ context: ServiceContext) throws { database = context.database }

    func routes(_ router: inout Router) {
        let database = database
        router.on(
            .post, "/v1/things", operation: "makeThing", summary: "Make a thing", access: .open, idempotent: true, body: Thing.self,
            output: Thing.self, success: 201
        ) { request, _, body in
            try await idempotent(request, in: database) { _ in .created(Thing(name: body.name + " " + UUID().text)) }
        }
    }

    func messages(_ handlers: inout MessageHandlers) {
        for type in EventCatalogue.types(consumedBy: Self.name) where type != .signingKeysChanged && type != .churnScored {
            handlers.on(type, Anything.self) { _, _ in }
        }
        handlers.on(.churnScored, ChurnScore.self) { _, _ in
            if Self.refuses.withLock({ $0 }) { throw PermanentFailure("told to refuse") }
        }
    }
}

struct Thing: Codable, Sendable {
    let name: String
}

/// Any payload.
struct Anything: EventPayload {
    static let schemaVersion = 1
    static let example = Anything()
}

@Suite(.serialized) struct OperatorAPITests {
    @Test func aParkedMessageIsShownReplayedAndGone() async throws {
        PickyService.refuses.withLock { $0 = true }
        try await withService(PickyService.self) { service in
            let token = try service.token(scopes: ["ops"])
            try await service.publish(.churnScored, subject: UUID(), payload: ChurnScore.example)
            let page = try await eventually("it is parked") { () -> JSONValue? in
                let page = try await service.get("/v1/ops/parked", token: token).json
                if case .array(let items)? = page["items"], !items.isEmpty { return items[0] }
                return nil
            }
            #expect(page["error"] == "told to refuse")
            #expect(page["reason"] == "permanent")
            PickyService.refuses.withLock { $0 = false }
            let id = page["id"]?.stringValue ?? ""
            #expect(try await service.post("/v1/ops/parked/\(id)/replay", token: token).status == 200)
            #expect(try await service.post("/v1/ops/parked/\(id)/replay", token: token).status == 409)
            try await eventually("it is handled") {
                let status = try await service.get("/v1/ops/status", token: token).json
                return status["parked"] == 0 && status["retrying"] == 0
            }
        }
    }

    @Test func theStatusTellsTheTruthThoughNobodyAskedForReadiness() async throws {
        try await withService(PickyService.self) { service in
            let token = try service.token(scopes: ["ops"])
            let there = try await service.get("/v1/ops/status", token: token).json
            #expect(there["checks"]?["database"] == true && there["outboxBacklog"] == 0)
            await service.database.shutDown()
            let away = try await service.get("/v1/ops/status", token: token).json
            #expect(away["checks"]?["database"] == false && away["ready"] == false)
            #expect(away["outboxBacklog"] == nil)
        }
    }

    @Test func whatTheBrokerLostIsPublishedAgain() async throws {
        try await withService(PickyService.self) { service in
            let token = try service.token(scopes: ["ops"])
            try await service.database.execute("""
                INSERT INTO outbox (event_id, type, subject, version, event_time, data_class, body)
                VALUES (gen_random_uuid(), 'flag.changed', gen_random_uuid(), 1, now() - interval '1 day', 'internal', '{}')
                """)
            let sent = { try await service.database.query("SELECT sent_at FROM outbox WHERE sent_at IS NOT NULL").first }
            try await eventually("it is sent") { try await sent() != nil }
            let order = ["from": Timestamp.text(.now - 600), "to": Timestamp.text(.now + 600)]
            let backwards = ["from": Timestamp.text(.now), "to": Timestamp.text(.now - 600)]
            let stranger = try service.token(scopes: ["analytics"])
            #expect(try await service.post("/v1/ops/outbox/republish", order, token: stranger).status == 403)
            #expect(try await service.post("/v1/ops/outbox/republish", backwards, token: token).status == 422)
            let answer = try await service.post("/v1/ops/outbox/republish", order, token: token)
            #expect(answer.status == 200)
            #expect(answer.json["count"] == 1)
            try await eventually("it is sent again") {
                try await service.get("/metrics").text.contains("pitcrew_outbox_published_total 2")
            }
            // How long the first time took is what the operator is told, and not how long ago that was.
            #expect(try await service.get("/metrics").text.contains("pitcrew_outbox_lag_seconds_count 1"))
        }
    }

    @Test func onlyOperatorsMayLook() async throws {
        try await withService(PickyService.self) { service in
            let token = try service.token(scopes: ["analytics"])
            #expect(try await service.get("/v1/ops/parked").status == 401)
            #expect(try await service.get("/v1/ops/parked", token: token).status == 403)
            #expect(try await service.get("/v1/ops/parked", token: "nonsense").status == 401)
        }
    }

    @Test func everyServiceAnswersForItself() async throws {
        try await withService(PickyService.self) { service in
            #expect(try await service.get("/healthz").status == 200)
            #expect(try await service.get("/metrics").text.contains("pitcrew_messages_handled_total"))
            let document = try await service.get("/openapi.json").json
            #expect(document["openapi"] == "3.1.0")
        }
    }

    @Test func theMetricsTellOfTheProcessAndOfLostSpans() async throws {
        try await withService(PickyService.self, settings: ["PITCREW_OTLP_ENDPOINT": "http://127.0.0.1:1"]) { service in
            let metrics = try await service.get("/metrics").text
            #expect(metrics.contains("process_resident_memory_bytes"))
            try await eventually("spans are lost and counted") {
                try await service.get("/metrics").text.contains(/pitcrew_spans_dropped_total [1-9]/)
            }
        }
    }

    @Test func probesAreNotLogged() throws {
        let settings = Settings(environment: [
            "PITCREW_PUBLIC_URL": "https://pitcrew.test", "PITCREW_DATABASE_URL": "postgresql://a@b/c", "PITCREW_AMQP_URL": "amqp://a@b/c",
        ])
        let router = try ServiceAssembly(PickyService.self, settings: settings).router
        #expect(Set(router.routes.filter(\.isQuiet).map(\.operation)) == ["health", "readiness", "metrics"])
    }

    @Test func aPartOfACauseIsNotTakenForTheWhole() async throws {
        try await withService(PickyService.self) { service in
            let token = try service.token(scopes: ["ops"])
            #expect(try await service.get("/v1/ops/parked?error=x", token: token).status == 422)
            #expect(try await service.get("/v1/ops/parked?error=x&type=y&reason=permanent", token: token).status == 200)
            #expect(try await service.post("/v1/ops/parked/replay", ["error": "x"], token: token).status == 400)
        }
    }

    @Test func aKeyMakesOneThingHoweverOftenItIsSent() async throws {
        try await withService(PickyService.self) { service in
            let first = try await service.post("/v1/things", Thing(name: "a"), key: "k")
            let second = try await service.post("/v1/things", Thing(name: "a"), key: "k")
            #expect(first.status == 201 && second.status == 201)
            #expect(first.body == second.body)
            #expect(try await service.post("/v1/things", Thing(name: "b"), key: "k").status == 422)
            #expect(try await service.post("/v1/things", Thing(name: "b")).status == 400)
        }
    }
}
