import Foundation
import Messaging
import Observability
import TestSupport
import Testing

/// What networks do to connections.
@Suite(.serialized) struct NetworkTests {
    private func impatient(_ configuration: AMQPConfiguration) -> AMQPConfiguration {
        var configuration = configuration
        (configuration.heartbeat, configuration.connectTimeout) = (.seconds(1), .seconds(1))
        return configuration
    }

    @Test func aSilentBrokerIsNoticedByItsHeartbeatAndComesBack() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await Relay.with(to: host.configuration) { relay in
                let metrics = Metrics()
                try await withPublisher(impatient(relay.configuration), metrics: metrics) { publisher in
                    _ = try await publisher.publish([host.message("1", to: "q")])
                    try await relay.hold()
                    try await eventually("noticed", within: .seconds(20)) { !publisher.isReady }
                    let error = await #expect(throws: AMQPError.self) {
                        try await publisher.publish([host.message("2", to: "q")], deadline: .milliseconds(300))
                    }
                    #expect(error?.code == .notSent)
                    try await relay.release()
                    let outcomes = try await publisher.publish([host.message("3", to: "q")], deadline: .seconds(30))
                    #expect(outcomes == [.confirmed])
                }
            }
        }
    }

    /// The library blocks in its write, where it keeps no time: the watchdog has to free the thread.
    @Test func aThreadStuckInAWriteIsFreed() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await Relay.with(to: host.configuration) { relay in
                try await withPublisher(impatient(relay.configuration)) { publisher in
                    _ = try await publisher.publish([host.message("1", to: "q")])
                    try await relay.hold()
                    let large = (0..<6).map { host.message("\($0)", to: "q", body: Array(repeating: 1, count: 15_000_000)) }
                    let error = await #expect(throws: AMQPError.self) {
                        try await publisher.publish(large, deadline: .seconds(2))
                    }
                    #expect(error?.code == .unknownOutcome)
                    try await eventually("freed", within: .seconds(15)) { !publisher.isReady }
                    try await relay.release()
                    let outcomes = try await publisher.publish([host.message("after", to: "q")], deadline: .seconds(30))
                    #expect(outcomes == [.confirmed])
                }
            }
        }
    }

    @Test func connectionsThatAreCutLoseNothing() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await Relay.with(to: host.configuration) { relay in
                let seen = Seen()
                let consumer = Consumer.forTest(relay.configuration, "q", prefetch: 128, batchSize: 32, concurrency: 2) { batch in
                    seen.note(batch)
                    return acknowledgeAll(batch)
                }
                let publisher = Publisher(configuration: relay.configuration, logger: .silent, metrics: Metrics())
                try await running(publisher, consumer) {
                    let cutting = Task {
                        for _ in 0..<4 {
                            try await Task.sleep(for: .milliseconds(150))
                            try await relay.cut()
                        }
                    }
                    for start in stride(from: 0, to: 20_000, by: 200) {
                        try await publishUntilConfirmed((start..<start + 200).map { host.message("\($0)", to: "q") }, publisher)
                    }
                    _ = try? await cutting.value
                    try await eventually("all there", within: .seconds(60)) { Set(seen.ids).count == 20_000 }
                }
            }
        }
    }

    /// As the relay of the outbox does it.
    private func publishUntilConfirmed(_ messages: [OutgoingMessage], _ publisher: Publisher) async throws {
        while true {
            do {
                let outcomes = try await publisher.publish(messages)
                #expect(outcomes.allSatisfy { $0 == .confirmed })
                return
            } catch let error as AMQPError where error.isRetriable {
                continue
            }
        }
    }
}
