import Contracts
import Foundation
import HTTP
import Lifecycle
import Observability
import Outbound
import Synchronization
import TestSupport
import Testing

@testable import PartnerGateway

@Suite struct WebhookTests {
    @Test func theAnswerComesBackOnceSignedAndFollowsRetries() async throws {
        let receiver = try Receiver(failures: 2)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                try await gateway.publishCreated(partner: partner.id, request: request)
                try await eventually("the call succeeds") { receiver.calls.count >= 3 }
                #expect(Set(receiver.calls.map { $0.headers["webhook-id"] ?? "" }).count == 1, "every attempt has one id")
                let body = try JSONCoding.decode(JSONValue.self, from: receiver.calls[2].body)
                #expect(body["type"] == "booking.confirmed")
                #expect(body["data"]?["reference"] == "F-1")
                let token = try await gateway.partnerToken(partner).json["access_token"]?.stringValue
                let view = try await gateway.get("/v1/bookings/\(request.text)", token: token)
                #expect(view.json["status"] == "booked")
            }
        }
    }

    @Test func aRedeliveredEventOwesNoSecondCall() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                let cause = UUID()
                for _ in 0..<3 { try await gateway.publishCreated(partner: partner.id, request: request, id: cause) }
                try await gateway.publishCreated(partner: partner.id, request: request, version: 2)
                // All four were taken in, and what they owed is settled: no further call can come.
                try await eventually("the repeated ones are known as such") { try await gateway.metric("pitcrew_messages_duplicate_total") == 2 }
                try await eventually("both calls were made") { try await gateway.deliveries("delivered").count == 2 }
                #expect(try await gateway.database.query("SELECT id FROM deliveries").count == 2)
                #expect(Set(receiver.calls.map { $0.headers["webhook-id"] ?? "" }).count == 2)
                #expect(receiver.calls.count == 2)
            }
        }
    }

    @Test func goneDisablesTheEndpoint() async throws {
        let receiver = try Receiver(failures: 100, status: 410)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                try await gateway.publishCreated(partner: partner.id, request: request)
                try await eventually("the endpoint is disabled") {
                    try await !gateway.database.query("SELECT 1 AS one FROM webhooks WHERE disabled_at IS NOT NULL").isEmpty
                }
                #expect(receiver.calls.count == 1)
            }
        }
    }

    @Test func aCallIsReplayedOnlyWhereTheWebhookIsEnabled() async throws {
        let receiver = try Receiver(failures: 1, status: 410)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                try await gateway.publishCreated(partner: partner.id, request: request)
                let failed = try await eventually("the call failed") { try await gateway.deliveries("failed").first }
                let refused = try await gateway.replay(failed)
                #expect(refused.status == 409)
                #expect(refused.json["type"] == "urn:pitcrew:problem:webhook-disabled")
                #expect(try await gateway.deliveries("failed") == [failed], "nothing was done")
                #expect(try await gateway.setWebhook(partner, url).status == 200)
                #expect(try await gateway.replay(failed).status == 202)
                try await eventually("it is delivered") { try await gateway.deliveries("delivered") == [failed] }
                #expect(try await gateway.replay(UUID()).status == 404)
            }
        }
    }

    @Test func aPrivateAddressIsNeverCalled() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway(settings: ["PITCREW_WEBHOOK_ADDRESSES": "public"]) { gateway in
                let partner = try await gateway.makePartner()
                #expect(try await gateway.setWebhook(partner, url).status == 422, "plain HTTP")
                for tail in ["\r\nX: y", " y", "\ty", "\u{7f}"] {
                    #expect(try await gateway.setWebhook(partner, "https://hooks.partner.example/\(tail)").status == 422, "\(tail.debugDescription)")
                }
                for host in ["127.0.0.1", "10.1.2.3:8443", "[::1]", "[::ffff:192.168.0.1]", "localhost", "Hooks.LOCALHOST."] {
                    let refused = try await gateway.setWebhook(partner, "https://\(host)/hook")
                    #expect(refused.status == 422, "\(host)")
                    #expect(refused.json["errors"] == [["field": "url", "rule": .string(SetWebhook.privateAddress)]], "\(host)")
                }
                #expect(try await gateway.setWebhook(partner, "https://inside.partner.example/hook").status == 200, "a name may lead anywhere")
                // Set while private addresses were allowed: only the policy of the call stands between it and the receiver.
                try await gateway.database.execute("UPDATE webhooks SET url = \(url)")
                try await gateway.publishCreated(partner: partner.id, request: UUID())
                let refused = try await eventually("the call was refused") {
                    try await gateway.database.query("SELECT status, error FROM delivery_attempts").first
                }
                #expect(try refused.isNull("status"))
                #expect(try refused.get("error", as: String.self).hasPrefix("blocked_address"))
                #expect(receiver.calls.isEmpty)
            }
        }
    }
}

extension TestService where S == PartnerGatewayService {
    func setWebhook(_ partner: Partner, _ url: String) async throws -> OutboundResponse {
        try await send(.put, "/v1/partners/\(partner.id.text)/webhook", body: ["url": url], token: try await operatorToken())
    }

    func replay(_ delivery: UUID) async throws -> OutboundResponse {
        try await post("/v1/deliveries/\(delivery.text)/replay", token: try await operatorToken())
    }

    /// A counter of the service, summed over its labels.
    func metric(_ name: String) async throws -> Double {
        String(decoding: try await get("/metrics").body, as: UTF8.self).split(separator: "\n").filter { line in
            line.hasPrefix(name + " ") || line.hasPrefix(name + "{")
        }.reduce(0) { $0 + (Double($1.split(separator: " ").last ?? "") ?? 0) }
    }

    func deliveries(_ status: String) async throws -> [UUID] {
        try await database.query("SELECT id FROM deliveries WHERE status = \(status)").map { try $0.get("id") }
    }

    func bookingWithWebhook(_ url: String) async throws -> (Partner, UUID) {
        let partner = try await makePartner()
        guard try await setWebhook(partner, url).status == 200 else { throw NeverHappened(description: "the webhook was not set") }
        let token = try await partnerToken(partner).json["access_token"]?.stringValue
        let booked = try await post("/v1/bookings", wish(), token: token, key: UUID().text)
        return (partner, UUID(uuidString: booked.json["id"]?.stringValue ?? "") ?? UUID())
    }

    func publishCreated(partner: UUID, request: UUID, version: Int64 = 1, id: UUID = UUID()) async throws {
        var state = AppointmentState.example
        state.status = .booked
        state.version = version
        state.partner = PartnerReference(id: partner, reference: "F-1", requestId: request)
        try await publish(.appointmentCreated, subject: state.id, version: version, payload: state, id: id)
    }
}

/// A partner's endpoint: fails a number of times, then accepts.
final class Receiver: Sendable {
    struct Call: Sendable {
        let headers: HTTPHeaders
        let body: [UInt8]
    }
    private let received: Received
    let server: HTTPServer

    var calls: [Call] { received.calls.withLock { $0 } }

    /// - Parameter hold: awaited before a call is answered.
    init(failures: Int, status: Int = 503, hold: @escaping @Sendable () async -> Void = {}) throws {
        let received = Received()
        self.received = received
        var router = Router()
        router.on(.post, "/hook", operation: "hook", summary: "Takes calls", access: .open, output: NoContent.self) { request, _, _ in
            let count = received.calls.withLock { calls in
                calls.append(Call(headers: request.headers, body: request.rawBody))
                return calls.count
            }
            await hold()
            return count <= failures ? Reply(status: status, body: nil) : .noContent
        }
        server = HTTPServer(
            configuration: HTTPServerConfiguration(address: "127.0.0.1", port: 0), router: router, verifier: nil,
            tracer: Tracer(service: "receiver", exporter: nil), logger: .silent, metrics: Metrics()
        )
    }

    func url() async throws -> String {
        let port = try await eventually("the receiver listens") { server.port }
        return "http://127.0.0.1:\(port)/hook"
    }

    private final class Received: Sendable {
        let calls = Mutex<[Call]>([])
    }
}
