import Configuration
import Contracts
import Cryptography
import Foundation
import HTTP
import Lifecycle
import Messaging
import Observability
import Outbound
import Outbox
import PostgreSQL
import ServiceKit

/// A whole service running against a fresh database and broker, with a client, a token maker and ears on the broker.
public struct TestService<S: PitcrewService>: Sendable {
    public let service: S
    public let context: ServiceContext
    public let database: PostgresClient
    public let tap: EventTap
    public let administration: BrokerAdministration
    /// Where the service listens, as `http://127.0.0.1:40123`.
    public let baseURL: String
    let http: HTTPClient
    let publisher: Publisher
    let signingKey: ES256.PrivateKey
    let clock: any WallClock

    /// A staff or partner token that the service accepts.
    public func token(
        scopes: [String], kind: String = "staff", subject: String = "tester", name: String? = "Test Tester",
        audience: String = AccessClaims.audience
    ) throws -> String {
        let claims = AccessClaims(
            issuer: context.issuer, subject: subject, kind: kind, scopes: scopes, name: name, issuedAt: clock.now(),
            expiresAt: clock.now() + 600, id: UUID().text, audience: audience
        )
        return try JWT.sign(claims: claims, key: signingKey, kid: TestKeys.keyID, type: AccessClaims.tokenType)
    }

    /// One request; the body is sent as JSON.
    public func send(
        _ method: OutboundRequest.Method, _ path: String, body: (any Encodable & Sendable)? = nil, token: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> OutboundResponse {
        guard let url = URL(string: baseURL + path) else { throw NeverHappened(description: "\(path) is no path") }
        var request = OutboundRequest(method, url, target: "service", deadline: .seconds(30), maxResponseBytes: 16 << 20)
        for (name, value) in headers { request.headers[name] = value }
        if let token { request.headers["Authorization"] = "Bearer \(token)" }
        if let body {
            if request.headers["Content-Type"] == nil { request.headers["Content-Type"] = "application/json" }
            request.body = try (body as? RawBody)?.bytes ?? JSONCoding.encode(body)
        }
        return try await http.send(request)
    }

    public func get(_ path: String, token: String? = nil) async throws -> OutboundResponse { try await send(.get, path, token: token) }

    /// - Parameter key: a short name for the request, made into an `Idempotency-Key` of full length.
    public func post(
        _ path: String, _ body: (any Encodable & Sendable)? = nil, token: String? = nil, key: String? = nil
    ) async throws -> OutboundResponse {
        try await send(.post, path, body: body, token: token, headers: key.map { [("idempotency-key", TestKeys.idempotencyKey($0))] } ?? [])
    }

    /// Publishes an event as another service would.
    public func publish<Payload: EventPayload>(
        _ type: EventType, subject: UUID, version: Int64 = 1, payload: Payload, id: UUID = UUID(), time: Date? = nil
    ) async throws {
        let definition = EventCatalogue.definition(of: type)
        let event = Event(
            id: id, source: "/pitcrew/eu/\(definition?.publisher.rawValue ?? "test")", type: type, subject: subject.text,
            time: time ?? clock.now(), aggregateVersion: version, region: "eu", dataClass: definition?.dataClass ?? .internal,
            traceparent: nil, payload: payload
        )
        let outcomes = try await publisher.publish([try OutgoingMessage(event: event)])
        guard case .confirmed? = outcomes.first else { throw NeverHappened(description: "the broker did not take \(type): \(outcomes)") }
    }
}

extension TestService {
    /// Waits until the effects of all these events are committed.
    public func awaitHandled(_ events: [UUID]) async throws {
        try await eventually("\(events.count) events are handled") {
            try await database.query("SELECT event_id FROM inbox WHERE event_id = ANY(\(events)::uuid[])").count == events.count
        }
    }
}

/// A body that is sent as it is: NDJSON, a form, or something broken.
public struct RawBody: Encodable, Sendable {
    let bytes: [UInt8]
    public init(_ text: String) { bytes = Array(text.utf8) }
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(String(decoding: bytes, as: UTF8.self))
    }
}

/// The key that test tokens are signed with.
enum TestKeys {
    static let keyID = "test"

    static func idempotencyKey(_ name: String) -> String { "key of the request named \(name)" }
}

extension OutboundResponse {
    /// The body decoded from JSON.
    public func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        try JSONCoding.decode(type, from: body)
    }

    /// The body as loose JSON.
    public var json: JSONValue { (try? decoded(JSONValue.self)) ?? .null }
}
