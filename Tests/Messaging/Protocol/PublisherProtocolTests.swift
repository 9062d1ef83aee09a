import Foundation
import Messaging
import Observability
import TestSupport
import Testing

/// A publisher against a broker that says exactly what the test wants.
@Suite(.serialized) struct PublisherProtocolTests {
    private func messages(_ ids: [String]) -> [OutgoingMessage] {
        ids.map { OutgoingMessage(exchange: "e", routingKey: "k", messageID: $0, body: Array("{}".utf8)) }
    }

    private func giveBack(_ id: String, on broker: PuppetBroker, content: [String: Any]) async throws {
        try await broker.send(
            "Basic.Return", ["reply_code": 312, "reply_text": "NO_ROUTE", "exchange": "e", "routing_key": "k"])
        try await broker.content(content.merging(["id": id]) { $1 })
    }

    private func publishing(
        _ ids: [String], _ publisher: Publisher, on broker: PuppetBroker, deadline: Duration = .seconds(10)
    ) async throws -> Task<[PublishOutcome], any Error> {
        let before = try await broker.state().published.count
        let task = Task { try await publisher.publish(messages(ids), deadline: deadline) }
        try await eventually("sent") { try await broker.state().published.count == before + ids.count }
        return task
    }

    @Test func announcesWhatItUnderstands() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration) { publisher in
                try await eventually("ready") { publisher.isReady }
                let capabilities = try await broker.state().capabilities
                for name in ["connection.blocked", "consumer_cancel_notify", "publisher_confirms", "basic.nack"] {
                    #expect(capabilities[name] == true, "\(name)")
                }
            }
        }
    }

    @Test func confirmsInAnyFormAreMatchedToTheirMessages() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration) { publisher in
                let task = try await publishing(["1", "2", "3", "4", "5", "6"], publisher, on: broker)
                try await broker.send("Basic.Ack", ["delivery_tag": 3])
                try await giveBack("5", on: broker, content: ["body": "{}"])
                try await broker.send("Basic.Nack", ["delivery_tag": 2, "multiple": true, "requeue": false])
                // What was never sent, and what is settled already, changes nothing.
                try await broker.send("Basic.Ack", ["delivery_tag": 99])
                try await broker.send("Basic.Ack", ["delivery_tag": 1])
                try await broker.send("Basic.Ack", ["delivery_tag": 6, "multiple": true])
                let outcomes = try await task.value
                #expect(outcomes == [
                    .refused, .refused, .confirmed, .confirmed, .returned(code: 312, text: "NO_ROUTE"), .confirmed,
                ])
            }
        }
    }

    @Test func aReturnedBodyOfManyFramesIsPassedOver() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration) { publisher in
                let task = try await publishing(["1"], publisher, on: broker)
                try await giveBack("1", on: broker, content: ["size": 6, "fragments": ["ab", "cd", "ef"]])
                try await broker.send("Basic.Ack", ["delivery_tag": 1])
                #expect(try await task.value == [.returned(code: 312, text: "NO_ROUTE")])
            }
        }
    }

    @Test func theWindowIsRespected() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration, window: 4) { publisher in
                let task = Task { try await publisher.publish(messages((1...10).map { "\($0)" })) }
                try await eventually("window full") { try await broker.state().published.count == 4 }
                try await Task.sleep(for: .milliseconds(100))
                #expect(try await broker.state().published.count == 4)
                try await broker.send("Basic.Ack", ["delivery_tag": 2, "multiple": true])
                try await eventually("two more") { try await broker.state().published.count == 6 }
                try await broker.send("Basic.Ack", ["delivery_tag": 6, "multiple": true])
                try await eventually("the rest") { try await broker.state().published.count == 10 }
                try await broker.send("Basic.Ack", ["delivery_tag": 10, "multiple": true])
                #expect(try await task.value.count == 10)
                #expect(try await broker.state().published == (1...10).map { "\($0)" })
            }
        }
    }

    @Test func nothingIsSentWhileTheBrokerBlocks() async throws {
        try await PuppetBroker.with { broker in
            let metrics = Metrics()
            try await withPublisher(broker.configuration, metrics: metrics) { publisher in
                try await eventually("ready") { publisher.isReady }
                try await broker.send("Connection.Blocked", ["reason": "memory"], channel: 0)
                try await eventually("it knows") { metrics.render().contains("pitcrew_amqp_blocked 1\n") }
                let error = await #expect(throws: AMQPError.self) {
                    try await publisher.publish(messages(["1"]), deadline: .milliseconds(300))
                }
                #expect(error?.code == .notSent)
                #expect(try await broker.state().published == [])
                let task = Task { try await publisher.publish(messages(["2"])) }
                try await broker.send("Connection.Unblocked", channel: 0)
                try await eventually("sent") { try await broker.state().published == ["2"] }
                try await broker.send("Basic.Ack", ["delivery_tag": 1])
                #expect(try await task.value == [.confirmed])
            }
        }
    }

    @Test func aLostConnectionMakesTheOutcomeUnknownOnlyForWhatWasSent() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration, window: 2) { publisher in
                let sent = try await publishing(["1", "2"], publisher, on: broker)
                // At once: it has handed its message over when it first waits.
                let waiting = Task.immediate { try await publisher.publish(messages(["3"])) }
                try await broker.drop()
                let error = await #expect(throws: AMQPError.self) { try await sent.value }
                #expect(error?.code == .unknownOutcome && error?.isRetriable == true)
                try await eventually("sent on the next connection") { try await broker.state().published == ["1", "2", "3"] }
                try await broker.send("Basic.Ack", ["delivery_tag": 1])
                #expect(try await waiting.value == [.confirmed])
                #expect(try await broker.state().connections == 2)
            }
        }
    }

    @Test func aBrokerThatNeverConfirmsIsLeft() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration()) { publisher in
                let error = await #expect(throws: AMQPError.self) { try await publisher.publish(messages(["1"])) }
                #expect(error?.code == .unknownOutcome && error?.text.contains("not confirmed") == true)
                try await eventually("another connection") { try await broker.state().connections >= 2 }
            }
        }
    }

    @Test(arguments: ["Channel.Open", "Confirm.Select"])
    func aBrokerThatDoesNotAnswerIsLeft(_ question: String) async throws {
        try await PuppetBroker.with(silentOn: [question]) { broker in
            try await withPublisher(broker.configuration(replyTimeout: .milliseconds(300))) { publisher in
                try await eventually("another connection") { try await broker.state().connections >= 2 }
                #expect(!publisher.isReady)
            }
        }
    }

    @Test(arguments: [
        "4242424242424242", "01000100000004000a", "02000100000004003c0000ce", "0100010000000412345678ce", "010001ffffffff",
    ])
    func nonsenseEndsTheConnectionAndNothingElse(_ hex: String) async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration) { publisher in
                try await eventually("ready") { publisher.isReady }
                try await broker.raw(hex)
                try await broker.raw(String(repeating: "00", count: 64))
                try await eventually("another connection") { try await broker.state().connections == 2 }
                try await eventually("ready again") { publisher.isReady }
            }
        }
    }

    @Test func heartbeatsAreKeptWhileIdle() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration(heartbeat: .seconds(1))) { publisher in
                try await eventually("heartbeats") { try await broker.state().heartbeats >= 1 }
                // The puppet sends none itself: it is taken for dead after two.
                try await eventually("given up") { try await broker.state().connections >= 2 }
            }
        }
    }

    @Test func whatItCannotUseIsPassedOver() async throws {
        try await PuppetBroker.with { broker in
            try await withPublisher(broker.configuration) { publisher in
                let task = try await publishing(["1"], publisher, on: broker)
                try await broker.send("Channel.Flow", ["active": true])
                try await broker.send("Basic.GetEmpty")
                try await broker.content(["body": "a body without a method"])
                try await giveBack("never sent", on: broker, content: ["body": "{}"])
                try await broker.send("Basic.Ack", ["delivery_tag": 1])
                #expect(try await task.value == [.confirmed])
                #expect(try await broker.state().count("Channel.FlowOk") == 1)
            }
        }
    }
}
