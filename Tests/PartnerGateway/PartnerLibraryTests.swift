import Contracts
import Foundation
import TestSupport
import Testing

@testable import PartnerGateway

/// Partners' programs, made with libraries that are not ours: Authlib gets the tokens, Standard Webhooks' own checks the calls.
@Suite(.timeLimit(.minutes(3))) struct PartnerLibraryTests {
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/partner_peer.py").path
    private static let endpoint = "https://pitcrew.test/api/partner-gateway/oauth/token"

    private func with(
        _ body: (TestService<PartnerGatewayService>, (String, [String: JSONValue]) async throws -> JSONValue) async throws -> Void
    ) async throws {
        try await PythonPeer.with(Self.script) { peer in
            try await withGateway { gateway in
                try await body(gateway) { what, fields in
                    let all: [String: JSONValue] = [
                        "do": .string(what), "url": .string(gateway.baseURL + "/oauth/token"), "audience": .string(Self.endpoint),
                    ]
                    return try await peer.ask(.object(all.merging(fields) { _, new in new }))
                }
            }
        }
    }

    @Test(arguments: ["client_secret_basic", "client_secret_post"]) func aSecretGetsATokenThatCounts(method: String) async throws {
        try await with { gateway, ask in
            let (partner, other) = (try await gateway.makePartner(), try await gateway.makePartner())
            let fields: [String: JSONValue] = ["method": .string(method), "client": .string(partner.clientID)]
            let answer = try await ask("secret", fields.merging(["secret": .string(partner.secret)]) { $1 })
            #expect(answer["type"] == "Bearer" && answer["seconds"] == 600)
            let token = try #require(answer["token"]?.stringValue)
            #expect(try await gateway.get("/v1/webhook", token: token).json["type"] == "urn:pitcrew:problem:webhook-unknown")
            let refused = try await ask("secret", fields.merging(["secret": .string(other.secret)]) { $1 })
            #expect(refused["refused"] == "invalid_client")
        }
    }

    @Test func anAssertionGetsATokenOnce() async throws {
        try await with { gateway, ask in
            let partner = try await gateway.makePartner()
            let client = try await gateway.addKey(partner, jwks: try await ask("key", ["name": "k1"]))
            let fields: [String: JSONValue] = ["client": .string(client.clientID), "key": "k1"]
            for audience in [Self.endpoint, gateway.context.issuer] {
                let answer = try await ask("assertion", fields.merging(["audience": .string(audience)]) { $1 })
                let token = try #require(answer["token"]?.stringValue, "\(answer)")
                #expect(try await gateway.get("/v1/webhook", token: token).status == 404)
            }
            #expect(try await ask("again", fields)["refused"] == "invalid_client")
        }
    }

    @Test func assertionsThatDoNotHoldGetNone() async throws {
        try await with { gateway, ask in
            let (partner, stranger) = (try await gateway.makePartner(), try await gateway.makePartner())
            let client = try await gateway.addKey(partner, jwks: try await ask("key", ["name": "k1"]))
            let other = try await gateway.addKey(stranger, jwks: try await ask("key", ["name": "k2"]))
            let own: [String: JSONValue] = ["client": .string(client.clientID), "key": "k1"]
            let cases: [(String, [String: JSONValue])] = [
                ("another audience", ["audience": "https://elsewhere.example/token"]),
                ("expired", ["ages": ["exp": -120]]),
                ("counts for longer than an hour", ["ages": ["exp": 4000]]),
                ("another partner's key", ["key": "k2"]),
                ("another partner's name", ["client": .string(other.clientID)]),
                ("somebody else's subject", ["claims": ["sub": .string(other.clientID)]]),
            ]
            for (why, changes) in cases {
                let answer = try await ask("assertion", own.merging(changes) { $1 })
                #expect(answer["refused"] == "invalid_client", "\(why): \(answer)")
            }
            #expect(try await ask("assertion", own)["token"] != nil, "what was refused shut nobody out")
        }
    }

    @Test func aCallIsVerifiedByBothSecretsWhileOneReplacesTheOther() async throws {
        let receiver = try Receiver(failures: 0)
        try await running(receiver.server) {
            let url = try await receiver.url()
            try await with { gateway, ask in
                let token = try await gateway.accessToken(try await gateway.makePartner())
                let set = try await gateway.send(.put, "/v1/webhook", body: ["url": url], token: token)
                let old = try #require(set.json["secret"]?.stringValue)
                /// What the library says of the latest call, by each secret.
                func called(_ name: String, by secrets: [String]) async throws -> [JSONValue] {
                    let count = receiver.calls.count
                    try #require(try await gateway.post("/v1/webhook/tests", token: token, key: name).status == 202)
                    let call = try await eventually("the call arrives") { receiver.calls.dropFirst(count).first }
                    let names = ["webhook-id", "webhook-timestamp", "webhook-signature"]
                    let headers = Dictionary(uniqueKeysWithValues: names.map { ($0, JSONValue.string(call.headers[$0] ?? "")) })
                    var answers: [JSONValue] = []
                    for secret in secrets {
                        answers.append(try await ask("verify", [
                            "secret": .string(secret), "headers": .object(headers), "body": .string(String(decoding: call.body, as: UTF8.self)),
                        ]))
                    }
                    return answers
                }
                let refused: JSONValue = ["refused": "No matching signature found"]
                #expect(try await called("before", by: [old]) == ["ping"])
                let rotated = try await gateway.post("/v1/webhook/secret-rotations", token: token, key: "rotate")
                let new = try #require(rotated.json["secret"]?.stringValue)
                let stranger = WebhookSignature.text(ofSecret: Array(repeating: 7, count: 32))
                #expect(try await called("during", by: [old, new, stranger]) == ["ping", "ping", refused])
                try await gateway.database.execute("UPDATE webhooks SET previous_until = now() - interval '1 second'")
                #expect(try await called("after", by: [old, new]) == [refused, "ping"])
            }
        }
    }
}
