import Foundation
import Messaging
import Observability
import TestSupport
import Testing

/// A consumer against a broker that says exactly what the test wants.
@Suite(.serialized) struct ConsumerProtocolTests {
    private typealias Settled = PuppetBroker.State.Settled

    @Test func acknowledgementsAreMergedAndNeverPassOneInHand() async throws {
        try await PuppetBroker.with { broker in
            let (seen, gate) = (Seen(), Gate())
            let consumer = Consumer.forTest(broker.configuration, "q", batchSize: 2, batchDelay: .zero, concurrency: 2) { batch in
                seen.note(batch)
                if batch.contains(where: { $0.tag == 1 }) { await gate.wait() }
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.deliver(1)
                try await eventually("in hand") { seen.count == 1 }
                for tag in 2...7 { try await broker.deliver(UInt64(tag)) }
                // Behind the one in hand each has to be settled alone, after a short wait for it.
                try await eventually("settled alone") { try await broker.state().settled.count == 6 }
                #expect(try await broker.state().settled.allSatisfy { $0.method == "Basic.Ack" && !$0.multiple && $0.tag > 1 })
                gate.open()
                try await eventually("settled") { try await broker.state().settled.last == Settled("Basic.Ack", 1) }
                for tag in 8...11 { try await broker.deliver(UInt64(tag)) }
                try await eventually("all settled") { try await broker.state().settled.last?.tag == 11 }
                #expect(try await broker.state().settled.dropFirst(7).allSatisfy { $0.method == "Basic.Ack" })
            }
        }
    }

    @Test func aBatchIsAcknowledgedInOneFrame() async throws {
        try await PuppetBroker.with { broker in
            let consumer = Consumer.forTest(broker.configuration, "q", batchSize: 10, batchDelay: .seconds(60)) { batch in
                acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                for tag in 1...10 { try await broker.deliver(UInt64(tag)) }
                try await eventually("settled") { try await broker.state().settled == [Settled("Basic.Ack", 10, multiple: true)] }
            }
        }
    }

    @Test func aCancelledSubscriptionIsRenewedOnTheSameConnection() async throws {
        try await PuppetBroker.with { broker in
            let seen = Seen()
            let consumer = Consumer.forTest(broker.configuration, "q", batchDelay: .zero) { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.send("Basic.Cancel", ["consumer_tag": "pitcrew", "nowait": true])
                try await eventually("asked again") { try await broker.state().count("Basic.Consume") == 2 }
                try await eventually("subscribed again") { consumer.isReady }
                try await broker.deliver(1)
                try await eventually("delivered") { seen.count == 1 }
                #expect(try await broker.state().connections == 1)
            }
        }
    }

    @Test func stoppingCancelsFinishesSettlesGivesBackAndSaysFarewell() async throws {
        try await PuppetBroker.with { broker in
            let (seen, gate) = (Seen(), Gate())
            let consumer = Consumer.forTest(broker.configuration, "q", batchSize: 2, batchDelay: .zero, concurrency: 1) { batch in
                seen.note(batch)
                await gate.wait()
                return acknowledgeAll(batch)
            }
            let service = Task { try await consumer.run() }
            try await eventually("ready") { consumer.isReady }
            for tag in 1...2 { try await broker.deliver(UInt64(tag)) }
            try await eventually("in hand") { seen.count > 0 }
            for tag in 3...9 { try await broker.deliver(UInt64(tag)) }
            service.cancel()
            try await eventually("cancelled") { try await broker.state().count("Basic.Cancel") == 1 }
            try await Task.sleep(for: .milliseconds(50))
            #expect(try await broker.state().settled == [])
            gate.open()
            try await service.value
            let state = try await broker.state()
            let handled = UInt64(seen.count)
            #expect(state.settled == [
                Settled("Basic.Ack", handled, multiple: handled > 1), Settled("Basic.Nack", 9, multiple: true),
            ])
            #expect(state.methods.last == "Connection.Close")
        }
    }

    @Test func settlementsOfALostConnectionAreDropped() async throws {
        try await PuppetBroker.with { broker in
            let (seen, gate, metrics) = (Seen(), Gate(), Metrics())
            let consumer = Consumer.forTest(
                broker.configuration, "q", batchSize: 1, batchDelay: .zero, concurrency: 1, metrics: metrics
            ) { batch in
                seen.note(batch)
                await gate.wait()
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.deliver(1)
                try await eventually("in hand") { seen.count == 1 }
                try await broker.drop()
                try await eventually("back") { try await broker.state().connections == 2 && consumer.isReady }
                try await broker.deliver(1, redelivered: true)
                gate.open()
                try await eventually("settled") { try await broker.state().settled == [Settled("Basic.Ack", 1)] }
                try await Task.sleep(for: .milliseconds(100))
                #expect(try await broker.state().settled.count == 1)
                #expect(metrics.render().contains("pitcrew_amqp_late_settlements_total{queue=\"q\"} 1"))
            }
        }
    }

    /// Header kinds nobody here writes, but somebody may: none may trap, and the message arrives.
    @Test(arguments: [
        ("decimal", "01614402000000ff", HeaderValue.opaque(kind: 0x44)),
        ("unsigned beyond Int", "01614cffffffffffffffff", .opaque(kind: 0x4C)),
        ("time beyond the calendar", "016154ffffffffffffffff", .opaque(kind: 0x54)),
        ("not a number", "0161647ff8000000000001", .opaque(kind: 0)),
        ("infinite", "0161647ff0000000000000", .double(.infinity)),
        ("lowest of all", "01616c8000000000000000", .int(.min)),
        ("broken UTF-8", "01615300000002c328", .string("\u{FFFD}(")),
        ("void", "016156", .null),
        ("byte", "016162ff", .int(-1)),
        ("same key twice", "01617401016173ffff", .int(-1)),
    ])
    func strangeHeadersArrive(name: String, hex: String, expected: HeaderValue) async throws {
        try await PuppetBroker.with { broker in
            let seen = Seen()
            let consumer = Consumer.forTest(broker.configuration, "q", batchDelay: .zero) { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.deliver(1, ["body": "{}", "headers": hex])
                try await eventually("delivered") { seen.count == 1 }
                let value = seen.deliveries.first?.headers["a"]
                if name == "not a number" {
                    guard case .double(let number)? = value else { return #expect(value == expected) }
                    #expect(number.isNaN)
                } else {
                    #expect(value == expected)
                }
                #expect(try await broker.state().connections == 1)
            }
        }
    }

    @Test func deeplyNestedHeadersAreCut() async throws {
        try await PuppetBroker.with { broker in
            let seen = Seen()
            let consumer = Consumer.forTest(broker.configuration, "q", batchDelay: .zero) { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            // Each level: key "a", kind table, its length.
            var hex = ""
            for _ in 0..<200 { hex = "016146" + String(format: "%08x", hex.count / 2) + hex }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.deliver(1, ["body": "{}", "headers": hex])
                try await eventually("delivered") { seen.count == 1 }
            }
            var (depth, value) = (0, seen.deliveries.first?.headers["a"])
            while case .table(let inner)? = value { (depth, value) = (depth + 1, inner["a"]) }
            #expect(depth == 15 && value == .opaque(kind: 0x46))
        }
    }

    @Test(arguments: [
        ["size": "9223372036854775808", "body": "x"], ["size": "18446744073709551615", "body": "x"],
        ["size": "1", "body": "too long"],
    ])
    func bodiesThatAreNotAsAnnouncedEndTheConnectionAndNothingElse(_ options: [String: String]) async throws {
        try await PuppetBroker.with { broker in
            let consumer = Consumer.forTest(broker.configuration, "q") { acknowledgeAll($0) }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.deliver(1, options)
                try await eventually("another connection") { try await broker.state().connections == 2 && consumer.isReady }
            }
        }
    }

    @Test func tagsOutOfTurnEndTheConnection() async throws {
        try await PuppetBroker.with { broker in
            let consumer = Consumer.forTest(broker.configuration, "q") { acknowledgeAll($0) }
            try await running(consumer) {
                try await eventually("ready") { consumer.isReady }
                try await broker.deliver(5)
                try await eventually("another connection") { try await broker.state().connections == 2 }
                #expect(try await broker.state().settled == [])
            }
        }
    }

    @Test func aSideQuestionThatFailsDoesNotDisturbConsuming() async throws {
        try await PuppetBroker.with { broker in
            let seen = Seen()
            let consumer = Consumer.forTest(broker.configuration, "q", batchDelay: .zero) { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) {
                try await eventually("depth known") { consumer.depth()?.messages == 7 }
                try await broker.send(
                    "Channel.Close", ["reply_code": 404, "reply_text": "NOT_FOUND", "class_id": 50, "method_id": 10], channel: 2)
                try await eventually("opened again") { try await broker.state().count("Channel.Open") == 3 }
                try await broker.deliver(1)
                try await eventually("delivered") { seen.count == 1 }
                #expect(try await broker.state().connections == 1)
                try await eventually("depth known again") { consumer.depth()?.messages == 7 }
            }
        }
    }
}
