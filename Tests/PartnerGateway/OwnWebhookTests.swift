import Contracts
import Cryptography
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

@Suite(.timeLimit(.minutes(6))) struct OwnWebhookTests {
    @Test func aRotatedSecretSignsBesideTheOldOneForADay() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let token = try await gateway.accessToken(try await gateway.makePartner())
                let old = try await gateway.send(.put, "/v1/webhook", body: ["url": url], token: token).json["secret"]?.stringValue ?? ""
                let rotated = try await gateway.post("/v1/webhook/secret-rotations", token: token, key: "rotate")
                #expect(rotated.status == 201)
                let new = rotated.json["secret"]?.stringValue ?? ""
                #expect(new != old)
                #expect(try await gateway.post("/v1/webhook/secret-rotations", token: token, key: "rotate").json["secret"] == .string(new))
                let until = try await gateway.get("/v1/webhook", token: token).decoded(WebhookStore.Setting.self).previousSecretUntil
                #expect(abs((until ?? Date()).timeIntervalSinceNow - 86_400) < 60)
                #expect(try await gateway.post("/v1/webhook/tests", token: token, key: "ping").status == 202)
                try await eventually("the ping arrives") { receiver.calls.count == 1 }
                #expect(try Self.signatures(receiver.calls[0]) == [try Self.sign(receiver.calls[0], new), try Self.sign(receiver.calls[0], old)])
                try await gateway.database.execute("UPDATE webhooks SET previous_until = now() - interval '1 second'")
                #expect(try await gateway.post("/v1/webhook/tests", token: token, key: "later").status == 202)
                try await eventually("the second ping arrives") { receiver.calls.count == 2 }
                #expect(try Self.signatures(receiver.calls[1]) == [try Self.sign(receiver.calls[1], new)])
            }
        }
    }

    @Test func callsAreShownWithBodyAndAttemptsAndReplayed() async throws {
        let receiver = try Receiver(failures: 1)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await withGateway { gateway in
                let token = try await gateway.accessToken(try await gateway.makePartner())
                #expect(try await gateway.post("/v1/webhook/tests", token: token, key: "none").status == 404, "nothing is set yet")
                #expect(try await gateway.send(.put, "/v1/webhook", body: ["url": url], token: token).status == 200)
                let id = try await gateway.post("/v1/webhook/tests", token: token, key: "ping").json["id"]?.stringValue ?? ""
                try await eventually("it is delivered") { try await gateway.deliveries("delivered").count == 1 }
                let detail: DeliveryDetail = try await gateway.get("/v1/webhook/deliveries/\(id)", token: token).decoded()
                #expect(detail.attempts.map(\.status) == [503, 204])
                #expect(Array(detail.body.utf8) == receiver.calls[1].body)
                #expect(detail.type == "ping")
                #expect(try await gateway.post("/v1/webhook/deliveries/\(id)/replay", token: token).status == 202)
                try await eventually("it is called again") { receiver.calls.count == 3 }
                #expect(Set(receiver.calls.map { $0.headers["webhook-id"] ?? "" }).count == 1)
                try await eventually("it is settled") { try await gateway.deliveries("delivered").count == 1 }
                try await gateway.database.execute("UPDATE deliveries SET status = 'failed'")
                #expect(try await gateway.post("/v1/webhook/deliveries/replay", token: token).json["count"] == 1)
                let page: DeliveriesPage = try await gateway.get("/v1/webhook/deliveries", token: token).decoded()
                #expect(page.items.count == 1)
            }
        }
    }

    private static func signatures(_ call: Receiver.Call) throws -> [String] {
        try #require(call.headers["webhook-signature"]).split(separator: " ").map(String.init)
    }

    private static func sign(_ call: Receiver.Call, _ secret: String) throws -> String {
        let key = try #require(Data(base64Encoded: String(secret.dropFirst("whsec_".count))))
        let (id, time) = (call.headers["webhook-id"] ?? "", call.headers["webhook-timestamp"] ?? "")
        let code = HMAC.sha256(key: Array(key), Array("\(id).\(time).".utf8) + call.body)
        return "v1," + Data(code).base64EncodedString()
    }
}
