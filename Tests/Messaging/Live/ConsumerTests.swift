import Foundation
import Messaging
import Synchronization
import TestSupport
import Testing

@Suite(.serialized) struct ConsumerTests {
    private func publish(_ count: Int, to queue: String = "q", on host: VirtualHost) async throws {
        try await withPublisher(host.configuration) { publisher in
            for start in stride(from: 0, to: count, by: 1_000) {
                let messages = (start..<min(start + 1_000, count)).map { host.message("\($0)", to: queue) }
                let outcomes = try await publisher.publish(messages)
                #expect(outcomes.allSatisfy { $0 == .confirmed })
            }
        }
    }

    @Test func noMoreThanThePrefetchIsWithUs() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(100, on: host)
            let (seen, gate) = (Seen(), Gate())
            let consumer = Consumer.forTest(host.configuration, "q", prefetch: 10, batchSize: 3, concurrency: 2) { batch in
                seen.note(batch)
                await gate.wait()
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("depth known") { consumer.depth()?.messages == 90 && consumer.depth()?.consumers == 1 }
                // Two batches of three in hand, four waiting here, ninety there.
                try await eventually("two batches in hand") { seen.count == 6 }
                gate.open()
                try await eventually("all handled") { seen.count == 100 }
            }
        }
    }

    @Test func batchesAreBoundedAndSoIsHowManyAreInHand() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(12 * 32, on: host)
            let (seen, inHand, gate) = (Seen(), HighWater(), Gate())
            // A batch is full, however slowly messages come: it waits for them.
            let consumer = Consumer.forTest(
                host.configuration, "q", prefetch: 128, batchSize: 32, batchDelay: .seconds(5), concurrency: 3
            ) { batch in
                inHand.enter()
                await gate.wait()
                inHand.leave()
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("as many as may be are in hand") { inHand.most == 3 }
                gate.open()
                try await eventually("all handled") { seen.count == 12 * 32 }
            }
            #expect(seen.batches.allSatisfy { $0 <= 32 })
            #expect(seen.batches.contains(32))
            #expect(inHand.most == 3)
        }
    }

    @Test func aLoneMessageWaitsOnlyForTheDelay() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q", batchSize: 100, batchDelay: .milliseconds(200)) { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                let start = ContinuousClock.now
                try await publish(1, on: host)
                try await eventually("handled") { seen.count == 1 }
                #expect(ContinuousClock.now - start >= .milliseconds(200))
            }
        }
    }

    @Test func requeuedMessagesComeAgainWithTheirCount() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(20, on: host)
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q") { batch in
                seen.note(batch)
                return batch.map { ($0.deliveryCount ?? 0) < 2 ? .requeue : .acknowledge }
            }
            try await running(consumer) {
                try await eventually("all done") { seen.count == 60 && consumer.depth()?.messages == 0 }
            }
            for id in 0..<20 {
                let counts = seen.deliveries.filter { $0.messageID == "\(id)" }
                #expect(counts.map(\.deliveryCount) == [nil, 1, 2])
                #expect(counts.map(\.redelivered) == [false, true, true])
            }
        }
    }

    @Test func rejectedMessagesAreDeadLettered() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("dead")
            try await host.declareQueue("q", arguments: [
                "x-queue-type": "quorum", "x-dead-letter-exchange": "", "x-dead-letter-routing-key": "dead",
            ])
            try await publish(10, on: host)
            let (seen, dead) = (Seen(), Seen())
            let consumer = Consumer.forTest(host.configuration, "q") { batch in
                seen.note(batch)
                return batch.map { Int($0.messageID ?? "")?.isMultiple(of: 2) == true ? .reject : .acknowledge }
            }
            let undertaker = Consumer.forTest(host.configuration, "dead") { batch in
                dead.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await running(undertaker) { try await eventually("dead-lettered") { dead.count == 5 && seen.count == 10 } }
            }
            #expect(Set(dead.ids) == ["0", "2", "4", "6", "8"])
            // RabbitMQ tells where it came from in a table within an array: nothing of that traps.
            #expect(dead.deliveries.first?.headers["x-first-death-queue"]?.stringValue == "q")
        }
    }

    @Test func whatAHandlerDoesNotAnswerForComesAgain() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await publish(4, on: host)
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q", batchSize: 4) { batch in
                seen.note(batch)
                return batch.first?.redelivered == true ? acknowledgeAll(batch) : [.acknowledge]
            }
            try await running(consumer) {
                try await eventually("all done") { seen.count >= 7 && consumer.depth()?.messages == 0 }
            }
            #expect(seen.count == 7)
        }
    }

    @Test func twoConsumersShareAQueue() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let (first, second, gate) = (Seen(), Seen(), Gate())
            func consumer(_ seen: Seen) -> Consumer {
                .forTest(host.configuration, "q", prefetch: 20, batchSize: 5) { batch in
                    seen.note(batch)
                    await gate.wait()
                    return acknowledgeAll(batch)
                }
            }
            let (one, two) = (consumer(first), consumer(second))
            try await running(one) {
                try await running(two) {
                    try await eventually("both ready") { one.isReady && two.isReady }
                    try await publish(2_000, on: host)
                    try await eventually("each has some in hand") { first.count > 0 && second.count > 0 }
                    gate.open()
                    try await eventually("all handled") { first.count + second.count >= 2_000 }
                }
            }
            #expect(first.count + second.count == 2_000)
            #expect(Set(first.ids + second.ids).count == 2_000)
        }
    }
}

/// Holds handlers back until it is opened.
final class Gate: Sendable {
    private let isOpen = Atomic(false)
    func open() { isOpen.store(true, ordering: .releasing) }

    func wait() async {
        while !isOpen.load(ordering: .acquiring) { try? await Task.sleep(for: .milliseconds(5)) }
    }
}

/// How many were inside at once, at most.
final class HighWater: Sendable {
    private let state = Mutex((now: 0, most: 0))
    var most: Int { state.withLock { $0.most } }
    func enter() { state.withLock { $0 = ($0.now + 1, max($0.most, $0.now + 1)) } }
    func leave() { state.withLock { $0.now -= 1 } }
}
