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

/// Runs a whole service against a fresh database and broker until the body is done.
/// - Parameter settings: added to the platform's; a test's own wins.
public func withService<S: PitcrewService, Value>(
    _ type: S.Type, settings extra: [String: String] = [:], clock: any WallClock = SystemWallClock(),
    _ body: (TestService<S>) async throws -> Value
) async throws -> Value {
    try await TestSlots.shared.run {
        try await ThrowawayDatabase.with { database in
            try await ThrowawayBroker.with { broker in
                try await broker.administration.makeTap(queue: EventTap.queue)
                var environment = [
                    "PITCREW_PUBLIC_URL": "https://pitcrew.test", "PITCREW_HTTP_ADDRESS": "127.0.0.1", "PITCREW_HTTP_PORT": "0",
                    "PITCREW_RETRY_BASE": "20ms", "PITCREW_RETRY_CAP": "100ms", "PITCREW_RETRY_ATTEMPTS": "4",
                ]
                environment.merge(database.settings) { _, new in new }
                environment.merge(broker.settings) { _, new in new }
                environment.merge(extra) { _, new in new }
                return try await run(type, Settings(environment: environment), clock, broker, body)
            }
        }
    }
}

private func run<S: PitcrewService, Value>(
    _ type: S.Type, _ settings: Settings, _ clock: any WallClock, _ broker: ThrowawayBroker,
    _ body: (TestService<S>) async throws -> Value
) async throws -> Value {
    let configuration = try AMQPConfiguration(settings: settings)
    let tap = EventTap(configuration)
    let publisher = Publisher(configuration: configuration, logger: .silent, metrics: Metrics())
    let http = try HTTPClient(configuration: HTTPClientConfiguration(settings: settings), logger: .silent, metrics: Metrics())
    let key = try ES256.PrivateKey.generate()
    return try await running(http, publisher, tap.consumer) {
        try await withAssembly(type, settings: settings, clock: clock) { assembly, baseURL in
            let test = TestService(
                service: assembly.service, context: assembly.context, database: assembly.context.database, tap: tap,
                administration: broker.administration, baseURL: baseURL, http: http, publisher: publisher, signingKey: key, clock: clock
            )
            try await eventually("the service is ready", within: .seconds(30)) {
                try await test.get("/readyz").status == 200 && tap.consumer.isReady
            }
            let keys = JWKSet(keys: [JWK(keyID: TestKeys.keyID, key: key.publicKey)])
            try await test.database.execute("""
                INSERT INTO trusted_keys (issuer, version, keys) VALUES (\(assembly.context.issuer), 0, \(json: keys))
                ON CONFLICT DO NOTHING
                """)
            return try await body(test)
        }
    }
}

/// Runs a service with these settings, ready or not, until the body is done; the body is told where it listens.
public func withAssembly<S: PitcrewService, Value>(
    _ type: S.Type, settings: Settings, clock: any WallClock = SystemWallClock(),
    _ body: (ServiceAssembly<S>, String) async throws -> Value
) async throws -> Value {
    let assembly = try ServiceAssembly(type, settings: settings, clock: clock, sink: TestLog())
    let group = ServiceGroup(assembly.parts, drainTimeout: .seconds(20), logger: assembly.context.logger, signals: AsyncStream { _ in })
    return try await running(GroupService(group: group)) {
        let port = try await eventually("the service listens") { assembly.server.port }
        return try await body(assembly, "http://127.0.0.1:\(port)")
    }
}

private struct GroupService: Service {
    let name = "service group"
    let group: ServiceGroup
    func run() async throws { try await group.run() }
}

/// Shows warnings and errors of the service under test where PITCREW_TEST_LOG is set.
private struct TestLog: LogSink {
    private let shown = ProcessInfo.processInfo.environment["PITCREW_TEST_LOG"] != nil
    func write(_ line: String) {
        if shown { FileHandle.standardError.write(Data((line + "\n").utf8)) }
    }
}
