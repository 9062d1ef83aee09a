import Configuration
import Contracts
import Foundation
import Observability
import Outbound
import TestSupport
import Testing

@Suite struct StartingTests {
    /// Nobody listens on port 1.
    private static let nowhere = [
        "PITCREW_PUBLIC_URL": "https://pitcrew.test", "PITCREW_DATABASE_URL": "postgresql://127.0.0.1:1/none",
        "PITCREW_AMQP_URL": "amqp://127.0.0.1:1/none",
    ]

    private func ask(_ url: String, _ method: OutboundRequest.Method = .get, body: String = "") async throws -> OutboundResponse {
        let client = HTTPClient(configuration: HTTPClientConfiguration(), logger: .silent, metrics: Metrics())
        var request = OutboundRequest(method, try #require(URL(string: url)), target: "service", body: Array(body.utf8))
        request.headers["Content-Type"] = "application/json"
        request.headers["Idempotency-Key"] = "key-of-this-request"
        return try await client.send(request)
    }

    @Test func untilTheDatabaseIsMigratedNothingIsServedButHealth() async throws {
        try await withAssembly(PickyService.self, settings: Settings(environment: Self.nowhere)) { _, url in
            #expect(try await ask(url + "/healthz").status == 200)
            #expect(try await ask(url + "/metrics").status == 200)
            #expect(try await ask(url + "/readyz").json["type"] == "urn:pitcrew:problem:not-ready")
            let held = [
                try await ask(url + "/v1/things", .post, body: #"{"name":"a"}"#), try await ask(url + "/v1/ops/status"),
            ]
            for answer in held {
                #expect(answer.status == 503)
                #expect(answer.json["type"] == "urn:pitcrew:problem:starting")
                #expect(answer.headers["Retry-After"] == "1")
            }
        }
    }

    @Test func requestsNeedNoBroker() async throws {
        try await ThrowawayDatabase.with { database in
            let settings = Settings(environment: Self.nowhere.merging(database.settings) { $1 })
            try await withAssembly(PickyService.self, settings: settings) { _, url in
                try await eventually("the database is migrated") {
                    try await ask(url + "/v1/things", .post, body: #"{"name":"a"}"#).status == 201
                }
                #expect(try await ask(url + "/readyz").status == 503)
            }
        }
    }
}
