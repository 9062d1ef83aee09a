import Configuration
import Contracts
import Foundation
import Messaging
import Observability
import Synchronization

/// Hears every event of a broker, through a queue of its own.
public final class EventTap: Sendable {
    private let received: Box
    let consumer: Consumer

    static let queue = "test.tap"

    init(_ configuration: AMQPConfiguration) {
        let received = Box()
        self.received = received
        consumer = Consumer(
            configuration: configuration, queue: Self.queue, prefetch: 256, batchSize: 64, batchDelay: .milliseconds(1), concurrency: 1,
            logger: .silent, metrics: Metrics()
        ) { deliveries in
            received.append(deliveries)
            return deliveries.map { _ in .acknowledge }
        }
    }

    /// Everything heard so far, the first first.
    public var deliveries: [Delivery] { received.all }

    /// The payloads of one type heard so far.
    public func payloads<Payload: EventPayload>(_ type: EventType, as payload: Payload.Type) throws -> [Payload] {
        try deliveries.filter { $0.routingKey == type.rawValue }.map {
            try JSONCoding.decode(payload, from: $0.body)
        }
    }

    /// Waits for the first event of a type whose payload satisfies the condition.
    public func awaitEvent<Payload: EventPayload>(
        _ type: EventType, as payload: Payload.Type, within deadline: Duration = .seconds(15), where condition: (Payload) -> Bool = { _ in true }
    ) async throws -> Payload {
        try await eventually("event \(type)", within: deadline) { try payloads(type, as: payload).first(where: condition) }
    }

    private final class Box: Sendable {
        private let items = Mutex<[Delivery]>([])
        var all: [Delivery] { items.withLock { $0 } }
        func append(_ more: [Delivery]) { items.withLock { $0 += more } }
    }
}
