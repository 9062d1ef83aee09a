import Foundation
import Messaging
import Observability
import TestSupport
import Testing

@Suite(.serialized) struct PublisherFailureTests {
    @Test func whatNoQueueTakesIsReturnedAndTheRestConfirmed() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await host.declareExchange("events")
            try await host.bind("q", to: "events", by: "good.#")
            let messages = (0..<300).map { index in
                let key = index % 3 == 0 ? "bad.key" : "good.key"
                return OutgoingMessage(exchange: "events", routingKey: key, messageID: "\(index)", body: [1, 2])
            }
            try await withPublisher(host.configuration, window: 64) { publisher in
                let outcomes = try await publisher.publish(messages)
                for (index, outcome) in outcomes.enumerated() {
                    #expect(outcome == (index % 3 == 0 ? .returned(code: 312, text: "NO_ROUTE") : .confirmed))
                }
            }
        }
    }

    @Test func aFullQueueRefuses() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("full", arguments: ["x-max-length": 1, "x-overflow": "reject-publish"])
            try await withPublisher(host.configuration) { publisher in
                let first = try await publisher.publish([host.message("1", to: "full")])
                let others = try await publisher.publish((2..<50).map { host.message("\($0)", to: "full") })
                #expect(first == [.confirmed])
                #expect(others.allSatisfy { $0 == .refused })
            }
        }
    }

    @Test func anExchangeThatIsMissingIsNamedAndThePublisherGoesOn() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await withPublisher(host.configuration) { publisher in
                let lost = OutgoingMessage(exchange: "nowhere", routingKey: "x", messageID: "1", body: [])
                let error = await #expect(throws: AMQPError.self) { try await publisher.publish([lost]) }
                #expect(error?.code == .unknownOutcome && error?.replyCode == 404)
                #expect(error?.text.contains("no exchange 'nowhere'") == true)
                let outcomes = try await publisher.publish([host.message("2", to: "q")])
                #expect(outcomes == [.confirmed])
            }
        }
    }

    @Test func aConnectionTheBrokerClosesIsMadeAgain() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let metrics = Metrics()
            try await withPublisher(host.configuration, metrics: metrics) { publisher in
                _ = try await publisher.publish([host.message("1", to: "q")])
                try await eventually("closed") { try await host.closeConnections() > 0 }
                try await eventually("connected again") { metrics.connections("publisher") == 2 }
                let outcomes = try await publisher.publish([host.message("2", to: "q")])
                #expect(outcomes == [.confirmed])
            }
        }
    }

    /// What the relay does: publish, and on an unknown outcome publish the same again.
    @Test func publishingAgainAfterAnUnknownOutcomeLosesNothing() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await withPublisher(host.configuration, window: 64) { publisher in
                let closing = Task {
                    // Again and again: one may fall between two batches.
                    while !Task.isCancelled {
                        _ = try await host.closeConnections()
                        try await Task.sleep(for: .milliseconds(300))
                    }
                }
                var (unknown, start) = (0, 0)
                while start < 20_000 || !publisher.isReady || unknown == 0 {
                    let messages = (start..<start + 500).map { host.message("\($0)", to: "q") }
                    do {
                        let outcomes = try await publisher.publish(messages)
                        #expect(outcomes.allSatisfy { $0 == .confirmed })
                        start += 500
                    } catch let error as AMQPError {
                        #expect(error.code == .unknownOutcome)
                        unknown += 1
                    }
                    if start > 400_000 { break }
                }
                closing.cancel()
                _ = try? await closing.value
                #expect(unknown > 0)
                let total = start
                let seen = Seen()
                let consumer = Consumer.forTest(host.configuration, "q", prefetch: 512, batchSize: 64) { batch in
                    seen.note(batch)
                    return acknowledgeAll(batch)
                }
                try await running(consumer) {
                    try await eventually("all there", within: .seconds(60)) {
                        seen.count >= total && consumer.depth()?.messages == 0
                    }
                }
                #expect(Set(seen.ids) == Set((0..<total).map { "\($0)" }))
            }
        }
    }

    @Test func aBrokerThatIsAwayIsToldWithinTheDeadline() async throws {
        let configuration = try #require(AMQPConfiguration(url: "amqp://127.0.0.1:1/"))
        try await withPublisher(configuration) { publisher in
            let start = ContinuousClock.now
            let message = OutgoingMessage(exchange: "", routingKey: "q", messageID: "1", body: [])
            let error = await #expect(throws: AMQPError.self) {
                try await publisher.publish([message], deadline: .milliseconds(500))
            }
            #expect(error?.code == .notSent && error?.isRetriable == true)
            // Room for a busy machine, and less than the five seconds that connecting may take.
            #expect((.milliseconds(450)...(.seconds(4))).contains(ContinuousClock.now - start))
            #expect(!publisher.isReady)
        }
    }

    @Test func messagesWaitForTheBrokerAsLongAsTheirDeadline() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let publisher = Publisher(configuration: host.configuration, logger: .silent, metrics: .init())
            // At once: it has handed its message over when it first waits.
            let early = Task.immediate { try await publisher.publish([host.message("early", to: "q")]) }
            try await running(publisher) {
                let got = try await early.value
                #expect(got == [.confirmed])
            }
        }
    }

    @Test func stoppingConfirmsWhatWasTaken() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let metrics = Metrics()
            let publisher = Publisher(configuration: host.configuration, window: 32, logger: .silent, metrics: metrics)
            let service = Task { try await publisher.run() }
            try await eventually("ready") { publisher.isReady }
            let publishing = Task { try await publisher.publish((0..<5_000).map { host.message("\($0)", to: "q") }) }
            let confirmed = metrics.counter("pitcrew_amqp_published_total", "", labels: ["outcome": "confirmed"])
            try await eventually("under way") { confirmed.value > 0 }
            service.cancel()
            // The caller's cancellation does not cut it short either.
            publishing.cancel()
            let outcomes = try await publishing.value
            #expect(outcomes.count == 5_000 && outcomes.allSatisfy { $0 == .confirmed })
            try await service.value
            let error = await #expect(throws: AMQPError.self) { try await publisher.publish([host.message("late", to: "q")]) }
            #expect(error?.code == .stopped)
        }
    }

    @Test func whatAMQPCannotCarryIsRefusedBeforeAnythingIsSent() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await withPublisher(host.configuration) { publisher in
                let bad = host.message("2", to: String(repeating: "q", count: 300))
                let error = await #expect(throws: AMQPError.self) {
                    try await publisher.publish([host.message("1", to: "q"), bad])
                }
                #expect(error?.code == .invalidArgument)
                // Headers that just fit do not tear the stream.
                let large = host.message("3", to: "q", headers: ["h": .string(String(repeating: "x", count: 90_000))])
                let outcomes = try await publisher.publish([large, host.message("4", to: "q")])
                #expect(outcomes == [.confirmed, .confirmed])
            }
        }
    }
}
