import Foundation
import Messaging
import Observability
import TestSupport
import Testing

@Suite(.serialized) struct ConsumerFailureTests {
    private func publish(_ ids: Range<Int>, on host: VirtualHost) async throws {
        try await withPublisher(host.configuration) { publisher in
            let outcomes = try await publisher.publish(ids.map { host.message("\($0)", to: "q") })
            #expect(outcomes.allSatisfy { $0 == .confirmed })
        }
    }

    @Test func aMissingQueueIsWaitedFor() async throws {
        try await withVirtualHost { host in
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q") { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await Task.sleep(for: .milliseconds(500))
                #expect(!consumer.isReady && consumer.depth() == nil)
                try await host.declareQueue("q")
                try await publish(0..<10, on: host)
                try await eventually("consumed") { seen.count == 10 && consumer.isReady }
            }
        }
    }

    @Test func aQueueThatIsDeletedAndMadeAgainIsConsumedAgain() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(0..<10, on: host)
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q") { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("consumed") { seen.count == 10 }
                try await host.deleteQueue("q")
                try await eventually("noticed") { !consumer.isReady }
                try await host.declareQueue("q")
                try await publish(10..<20, on: host)
                try await eventually("consumed again") { seen.count == 20 && consumer.isReady }
            }
        }
    }

    @Test func whatWasInHandWhenTheConnectionWentIsNotSettledOnTheNext() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(0..<8, on: host)
            let (seen, gate, metrics) = (Seen(), Gate(), Metrics())
            let consumer = Consumer.forTest(host.configuration, "q", batchSize: 4, concurrency: 2, metrics: metrics) { batch in
                seen.note(batch)
                await gate.wait()
                // Settling the old tags on the new channel would take these from the queue, or break the channel.
                return batch.map { $0.redelivered ? .acknowledge : .reject }
            }
            try await running(consumer) {
                try await eventually("in hand") { seen.count == 8 }
                try await eventually("closed") { try await host.closeConnections(role: "consumer q") > 0 }
                try await eventually("back") { metrics.connections("consumer") == 2 && consumer.isReady }
                gate.open()
                try await eventually("all again") { seen.count == 16 && consumer.depth()?.messages == 0 }
                try await Task.sleep(for: .milliseconds(100))
            }
            #expect(seen.deliveries.suffix(8).allSatisfy { $0.redelivered })
            #expect(metrics.render().contains("pitcrew_amqp_late_settlements_total{queue=\"q\"} 8"))
            #expect(metrics.render().contains("pitcrew_amqp_settled_total{queue=\"q\",settlement=\"acknowledge\"} 8"))
        }
    }

    @Test func stoppingLosesNothingAndDoublesNothing() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(0..<3_000, on: host)
            var (all, rounds) = ([String](), 0)
            while all.count < 3_000, rounds < 50 {
                let seen = Seen()
                let last = rounds > 8
                let consumer = Consumer.forTest(host.configuration, "q", prefetch: 200, batchSize: 20, concurrency: 3) { batch in
                    try? await Task.sleep(for: .milliseconds(5))
                    #expect(!Task.isCancelled)
                    seen.note(batch)
                    return acknowledgeAll(batch)
                }
                try await running(consumer) {
                    try await eventually("some") { seen.count > 0 }
                    try await Task.sleep(for: last ? .seconds(1) : .milliseconds(25))
                }
                // All that was handled was acknowledged before run() returned: it never comes again.
                all += seen.ids
                rounds += 1
            }
            #expect(rounds > 3)
            #expect(all.count == 3_000)
            #expect(Set(all).count == 3_000)
        }
    }

    @Test func stoppingWhileTheBrokerIsAwayIsQuick() async throws {
        let configuration = try #require(AMQPConfiguration(url: "amqp://127.0.0.1:1/"))
        let consumer = Consumer.forTest(configuration, "q") { acknowledgeAll($0) }
        let start = ContinuousClock.now
        try await running(consumer) { try await Task.sleep(for: .milliseconds(300)) }
        // Room for a busy machine, and less than the five seconds that connecting may take.
        #expect(ContinuousClock.now - start < .seconds(4))
    }

    @Test func aHandlerThatDoesNotEndDoesNotKeepTheConnection() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(0..<1, on: host)
            let (seen, gate) = (Seen(), Gate())
            let consumer = Consumer(
                configuration: host.configuration, queue: "q", prefetch: 10, batchSize: 1, batchDelay: .zero, concurrency: 1,
                stopTimeout: .milliseconds(200), logger: .silent, metrics: Metrics()
            ) { batch in
                seen.note(batch)
                await gate.wait()
                return acknowledgeAll(batch)
            }
            let task = Task { try await consumer.run() }
            try await eventually("in hand") { seen.count == 1 }
            task.cancel()
            // Another gets it although the first still holds it.
            let other = Seen()
            let second = Consumer.forTest(host.configuration, "q") { batch in
                other.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(second) { try await eventually("handed on") { other.count == 1 } }
            gate.open()
            try await task.value
        }
    }

    @Test(.timeLimit(.minutes(1))) func aHandlerThatIsStillAtItAfterTheStopTimeoutIsCancelled() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(0..<1, on: host)
            let seen = Seen()
            let consumer = Consumer(
                configuration: host.configuration, queue: "q", prefetch: 10, batchSize: 1, batchDelay: .zero, concurrency: 1,
                stopTimeout: .milliseconds(200), logger: .silent, metrics: Metrics()
            ) { batch in
                seen.note(batch)
                // As one that waits for the database does.
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
                return batch.map { _ in .requeue }
            }
            try await running(consumer) { try await eventually("in hand") { seen.count == 1 } }
        }
    }
}
