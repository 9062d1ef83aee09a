import Contracts
import Foundation
import HTTP
import JSONSchema
import TestSupport
import Testing

@testable import PartnerGateway

/// The OpenAPI document describes every call that a partner gets, as it is sent.
@Suite(.timeLimit(.minutes(6))) struct PartnerCallsTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let script = folder.appending(path: "Peers/call_checker.py").path
    private static let validator = folder.deletingLastPathComponent().appending(path: "HTTP/Peers/check_openapi.py").path

    @Test func partnersAreCalledForEveryStateOfAnAppointment() {
        #expect(Set(EventType.appointmentStates + [.appointmentDeclined]) == Set(WebhookType.allCases.map(\.event)))
        #expect(Set(WebhookType.allCases.map(\.event)).count == WebhookType.allCases.count)
    }

    @Test func whatTheDocumentSaysOfMembersIsOfMembersThatThereAre() {
        let types: [any Decodable.Type] = [TokenRequest.self, TokenAnswer.self, BookingWish.self, WebhookMessage.self, PingMessage.self]
        for type in types { #expect(JSONSchema.of(type).gaps == []) }
    }

    @Test func theDocumentIsValidAndSaysWhereAndHowToBegin() async throws {
        try await withGateway { gateway in
            let answer = try await gateway.get("/openapi.json")
            #expect(answer.json["servers"] == [["url": "https://pitcrew.test/api/partner-gateway"]])
            #expect(answer.json["info"]?["description"] == .string(PartnerGuide.text))
            #expect(answer.json["components"]?["schemas"]?["TokenRequest"]?["required"] == ["grant_type"])
            let errors = try await PythonPeer.with(Self.validator) { try await $0.ask(String(decoding: answer.body, as: UTF8.self)) }
            #expect(errors == "[]")
        }
    }

    @Test func everyCallIsSentAsItIsDescribed() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let (partner, request) = try await gateway.bookingWithWebhook(url)
                try await gateway.publishEveryState(partner: partner.id, request: request)
                let trial = try await gateway.accessToken(try await gateway.addKey(partner, environment: "sandbox"))
                #expect(try await gateway.send(.put, "/v1/webhook", body: ["url": url], token: trial).status == 200)
                for reference in ["cancel-1", "decline-1"] {
                    #expect(try await gateway.post("/v1/bookings", wish(reference: reference), token: trial, key: reference).status == 202)
                }
                #expect(try await gateway.post("/v1/webhook/tests", token: trial, key: "ping").status == 202)
                let kinds = WebhookType.allCases.count
                try await eventually("all calls are made") { receiver.calls.count == kinds + 4 }
                let document = try await gateway.get("/openapi.json").json
                let types = try await PythonPeer.with(Self.script) { peer in
                    var types: Set<String> = []
                    for call in receiver.calls { types.insert(try await Self.check(call, document, peer)) }
                    return types
                }
                #expect(types == Set(WebhookType.allCases.map(\.rawValue) + [PingMessage.type]))
            }
        }
    }

    /// Answers the call's type, as sent.
    private static func check(_ call: Receiver.Call, _ document: JSONValue, _ peer: PythonPeer) async throws -> String {
        let body = try JSONCoding.decode(JSONValue.self, from: call.body)
        let type = body["type"]?.stringValue ?? ""
        let names = call.headers.fields.map { JSONValue.string($0.name.lowercased()) }
        func ask(_ body: JSONValue) async throws -> JSONValue {
            try await peer.ask(.object([
                "document": document, "call": ["type": .string(type), "headers": .array(names), "body": body],
            ]))
        }
        let wrong = try await ask(body)
        #expect(wrong == [], "\(type)")
        // What the document says of the call holds only if another call's body is refused.
        guard case .object(var other) = body else { return type }
        other["type"] = "booking.else"
        let others = try await ask(.object(other))
        #expect(others != [])
        let described = document["webhooks"]?[type]?["post"]?["requestBody"]?["content"]?["application/json"]?["example"]
        let wrongExample = try await ask(described ?? .null)
        #expect(wrongExample == [], "the example of \(type)")
        return type
    }
}

extension TestService where S == PartnerGatewayService {
    /// Every event that a partner is called for, each about another appointment.
    fileprivate func publishEveryState(partner: UUID, request: UUID) async throws {
        for type in WebhookType.allCases where type != .declined {
            var state = AppointmentState.example
            state.id = UUID()
            state.partner = PartnerReference(id: partner, reference: "F-1", requestId: request)
            try await publish(type.event, subject: state.id, payload: state)
        }
        var refusal = AppointmentDeclined.example
        (refusal.requestId, refusal.partnerId) = (request, partner)
        try await publish(.appointmentDeclined, subject: request, payload: refusal)
    }
}
