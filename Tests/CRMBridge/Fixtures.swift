import Contracts
import Foundation
import HTTP
import Observability
import Outbound
import Synchronization
import TestSupport

@testable import CRMBridge

/// Runs the bridge without a CRM.
func withBridge(
    settings: [String: String] = [:], _ body: (TestService<CRMBridgeService>, String) async throws -> Void
) async throws {
    try await withService(CRMBridgeService.self, settings: settings) { service in
        try await body(service, try service.token(scopes: ["customers"]))
    }
}

/// Runs the bridge against a CRM of the test, with quick retries.
func withBridge(to crm: FakeCRM, _ body: (TestService<CRMBridgeService>, String) async throws -> Void) async throws {
    try await running(crm.server) {
        let settings = [
            "PITCREW_HUBSPOT_URL": try await crm.url(), "PITCREW_HUBSPOT_TOKEN": "token", "PITCREW_HUBSPOT_RETRY_BASE": "20ms",
            "PITCREW_HUBSPOT_RETRY_CAP": "50ms",
        ]
        try await withBridge(settings: settings, body)
    }
}

/// An appointment of a customer.
func appointment(
    _ status: AppointmentStatus = .booked, id: UUID = UUID(), version: Int64 = 1, customer: UUID, email: String,
    plate: String = "B-PC 1", minute: Double = 0
) -> AppointmentState {
    var state = AppointmentState.example
    state.id = id
    state.version = version
    state.status = status
    state.customer = CustomerContact(id: customer, name: "Ada Lovelace", email: email, phone: "+49 30 123456", locale: "de")
    state.vehicle.id = NaturalIdentity.vehicle(plate: plate, owner: customer)
    state.vehicle.plate = plate
    state.changedAt = state.bookedAt + minute * 60
    return state
}

extension TestService where S == CRMBridgeService {
    func publish(_ state: AppointmentState, id: UUID = UUID()) async throws {
        let type: EventType = state.status == .completed ? .appointmentCompleted : .appointmentUpdated
        try await publish(type, subject: state.id, version: state.version, payload: state, id: id)
    }

    func profile(_ id: UUID, _ token: String, where holds: (CustomerProfile) -> Bool = { _ in true }) async throws -> CustomerProfile {
        try await eventually("the profile is as expected") { () -> CustomerProfile? in
            let answer = try await get("/v1/customers/\(id.text)", token: token)
            guard answer.status == 200 else { return nil }
            let profile = try answer.decoded(CustomerProfile.self)
            return holds(profile) ? profile : nil
        }
    }

    func upload(_ lines: [String], _ token: String) async throws -> [ImportResult] {
        let answer = try await send(
            .post, "/v1/customers/import", body: RawBody(lines.joined(separator: "\n")), token: token,
            headers: [("Content-Type", "application/x-ndjson")]
        )
        return try answer.text.split(separator: "\n").map { try JSONCoding.decode(ImportResult.self, from: $0.utf8) }
    }

    func sync(_ token: String) async throws -> SyncStatus { try await get("/v1/sync", token: token).decoded() }

    /// Waits until the CRM has been told everything.
    func settled(_ token: String) async throws -> SyncStatus {
        try await eventually("nothing is pending") { () -> SyncStatus? in
            let status = try await sync(token)
            return status.pending == 0 ? status : nil
        }
    }
}

/// HubSpot's batch upsert, as far as the bridge uses it: gives some answers first, then takes all but the bad.
final class FakeCRM: Sendable {
    struct Trouble: Sendable {
        let status: Int
        var retryAfter: Int?
    }
    struct Batch: Decodable {
        struct Input: Decodable {
            let idProperty: String
            let id: String
            let properties: [String: String]
        }
        let inputs: [Input]
    }
    private struct State {
        var calls: [(at: Date, ids: [String])] = []
        var objects: [String: [String: String]] = [:]
        var effects: [String: Int] = [:]
    }
    private final class Box: Sendable {
        let state = Mutex(State())
    }
    private let box: Box
    let server: HTTPServer

    /// Properties by customer.
    var objects: [String: [String: String]] { box.state.withLock { $0.objects } }
    /// How often each customer was upserted.
    var effects: [String: Int] { box.state.withLock { $0.effects } }
    var callTimes: [Date] { box.state.withLock { $0.calls.map(\.at) } }

    init(troubles: [Trouble] = [], bad: String? = nil, partial: Bool = false) throws {
        let box = Box()
        self.box = box
        var router = Router()
        router.on(
            .post, "/crm/v3/objects/contacts/batch/upsert", operation: "upsert", summary: "Upserts", access: .open, output: JSONValue.self
        ) { request, _, _ in
            let inputs = try JSONDecoder().decode(Batch.self, from: Data(request.rawBody)).inputs
            guard request.headers["Authorization"] == "Bearer token" else { return Reply(status: 401, body: nil) }
            return box.state.withLock { state in
                state.calls.append((Date(), inputs.map(\.id)))
                if state.calls.count <= troubles.count {
                    let trouble = troubles[state.calls.count - 1]
                    var reply = Reply<JSONValue>(status: trouble.status, body: nil)
                    if let wait = trouble.retryAfter { reply.headers["Retry-After"] = String(wait) }
                    return reply
                }
                let refused = inputs.filter { $0.properties["email"] == bad }
                if !refused.isEmpty, !partial { return Reply(status: 400, body: ["message": "Property values were not valid"]) }
                for input in inputs where input.properties["email"] != bad {
                    state.objects[input.id] = input.properties
                    state.effects[input.id, default: 0] += 1
                }
                guard let first = refused.first else { return .ok(["status": "COMPLETE", "results": []]) }
                return Reply(status: 207, body: ["numErrors": 1, "results": [], "errors": [
                    ["category": "VALIDATION_ERROR", "message": "invalid", "context": ["ids": [.string(first.id)]]],
                ]])
            }
        }
        server = HTTPServer(
            configuration: HTTPServerConfiguration(address: "127.0.0.1", port: 0), router: router, verifier: nil,
            tracer: Tracer(service: "crm", exporter: nil), logger: .silent, metrics: Metrics()
        )
    }

    func url() async throws -> String {
        let port = try await eventually("the CRM listens") { server.port }
        return "http://127.0.0.1:\(port)"
    }
}
