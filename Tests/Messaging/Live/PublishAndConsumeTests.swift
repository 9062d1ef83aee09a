import Foundation
import Messaging
import TestSupport
import Testing

@Suite(.serialized) struct PublishAndConsumeTests {
    @Test func everythingOfAMessageArrives() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let headers: MessageHeaders = [
                "text": "grün ✓", "number": .int(.min), "yes": true, "ratio": 0.25, "nothing": .null, "empty": "",
                "time": .timestamp(Date(timeIntervalSince1970: 1_700_000_000)), "bytes": .bytes([0, 255]),
                "table": ["inner": ["deep": 1]], "list": ["a", 2, false],
            ]
            let sent = OutgoingMessage(
                exchange: "", routingKey: "q", messageID: "id-1", type: "appointment.created",
                contentType: "application/cloudevents+json", timestamp: Date(timeIntervalSince1970: 1_800_000_000),
                headers: headers, body: Array("{\"a\":1}".utf8))
            try await withPublisher(host.configuration) { publisher in
                let outcomes = try await publisher.publish([sent])
                #expect(outcomes == [.confirmed])
            }
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q") { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) { try await eventually("delivered") { seen.count == 1 } }
            let got = try #require(seen.deliveries.first)
            #expect(got.messageID == "id-1" && got.type == "appointment.created" && got.contentType == sent.contentType)
            #expect(got.timestamp == sent.timestamp && got.routingKey == "q" && got.exchange == "" && !got.redelivered)
            #expect(got.headers == headers)
            #expect(got.body == sent.body)
            #expect(got.deliveryCount == nil)
        }
    }

    @Test func tenThousandMessagesAreConfirmedInOrder() async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            try await withPublisher(host.configuration, window: 256) { publisher in
                for start in stride(from: 0, to: 10_000, by: 500) {
                    let messages = (start..<start + 500).map { host.message("\($0)", to: "q") }
                    let outcomes = try await publisher.publish(messages)
                    #expect(outcomes.count == 500 && outcomes.allSatisfy { $0 == .confirmed })
                }
            }
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q", prefetch: 512, batchSize: 64, concurrency: 1) { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) { try await eventually("all delivered") { seen.count >= 10_000 } }
            #expect(seen.ids == (0..<10_000).map { "\($0)" })
        }
    }

    @Test(arguments: [0, 1, 131_064, 131_065, 1_000_000, 5_000_000])
    func aBodyOfAnySizeArrivesWhole(_ size: Int) async throws {
        try await withVirtualHost { host in
            try await host.declareQueue("q")
            let body = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
            try await withPublisher(host.configuration) { publisher in
                let messages = [host.message("big", to: "q", body: body), host.message("after", to: "q")]
                let outcomes = try await publisher.publish(messages)
                #expect(outcomes == [.confirmed, .confirmed])
            }
            let seen = Seen()
            let consumer = Consumer.forTest(host.configuration, "q") { batch in
                seen.note(batch)
                return acknowledgeAll(batch)
            }
            try await running(consumer) { try await eventually("delivered") { seen.count == 2 } }
            #expect(seen.deliveries.first?.body == body)
            #expect(seen.ids == ["big", "after"])
        }
    }
}
