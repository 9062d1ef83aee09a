import Testing

@testable import Messaging

/// The C library aborts, cuts or tears the stream on such arguments: they must not reach it.
@Suite struct OutgoingMessageLimitsTests {
    private static let long = String(repeating: "x", count: 256)

    private static func message(_ change: (inout OutgoingMessage) -> Void) -> OutgoingMessage {
        var message = OutgoingMessage(exchange: "e", routingKey: "k", messageID: "id", body: [])
        change(&message)
        return message
    }

    private static func nested(_ depth: Int) -> HeaderValue { (0..<depth).reduce(1 as HeaderValue) { value, _ in ["a": value] } }

    private static let refused: [String: OutgoingMessage] = [
        "exchange": message { $0.exchange = long },
        "routing key": message { $0.routingKey = long },
        "message id": message { $0.messageID = long },
        "type": message { $0.type = long },
        "content type": message { $0.contentType = long },
        "mandatory without an id": message { $0.messageID = "" },
        "body": message { $0.body = Array(repeating: 0, count: OutgoingMessage.maximumBody + 1) },
        "header name": message { $0.headers = [String(repeating: "k", count: 129): 1] },
        "headers": message { $0.headers = ["h": .string(String(repeating: "x", count: 100_000))] },
        "opaque header": message { $0.headers = ["h": .opaque(kind: 1)] },
        "deep table": message { $0.headers = ["h": nested(17)] },
        "deep array": message { $0.headers = ["h": (0..<17).reduce(1 as HeaderValue) { value, _ in [value] }] },
    ]

    private static let accepted: [String: OutgoingMessage] = [
        "default exchange": message { $0.exchange = "" },
        "longest routing key": message { $0.routingKey = String(repeating: "x", count: 255) },
        "no id, not mandatory": message { ($0.messageID, $0.mandatory) = ("", false) },
        "nested table": message { $0.headers = ["h": nested(15)] },
        "much text": message { $0.headers = ["h": .string(String(repeating: "x", count: 90_000))] },
    ]

    @Test(arguments: refused.keys.sorted())
    func refusesWhatAMQPCannotCarry(_ name: String) throws {
        let message = try #require(Self.refused[name])
        let error = #expect(throws: AMQPError.self) { try message.checkLimits() }
        #expect(error?.code == .invalidArgument)
    }

    @Test(arguments: accepted.keys.sorted())
    func letsTheRestPass(_ name: String) throws {
        try #require(Self.accepted[name]).checkLimits()
    }
}
