import Contracts
import Messaging

/// The broker as Pitcrew needs it, made from the event catalogue: one topic exchange, a quorum queue and a dead-letter queue for each
/// service, a binding for each event type it hears, and the policies that bound redelivery.
public enum PlatformTopology {
    public static let exchange = "pitcrew.events"
    public static let deadLetterExchange = "pitcrew.dead"
    /// Above any number of hand-backs a healthy consumer makes, below the patience of a crashing one.
    static let deliveryLimit = 50

    public static func queue(of service: ServiceName) -> String { "pitcrew.\(service.rawValue)" }
    public static func deadLetterQueue(of service: ServiceName) -> String { "pitcrew.\(service.rawValue).dead" }

    /// The whole cell.
    public static func all() -> Topology {
        Topology(
            exchanges: [
                Topology.Exchange(exchange, type: "topic"), Topology.Exchange(deadLetterExchange, type: "direct"),
            ],
            queues: ServiceName.allCases.flatMap { [.quorum(queue(of: $0)), .quorum(deadLetterQueue(of: $0))] },
            bindings: ServiceName.allCases.flatMap(bindings),
            policies: ServiceName.allCases.map(policy)
        )
    }

    private static func bindings(of service: ServiceName) -> [Topology.Binding] {
        EventCatalogue.types(consumedBy: service).map {
            Topology.Binding(exchange, to: queue(of: service), routingKey: $0.rawValue)
        } + [Topology.Binding(deadLetterExchange, to: deadLetterQueue(of: service), routingKey: service.rawValue)]
    }

    /// A quorum queue dead-letters at least once only while it refuses publishes instead of dropping the head
    /// (RabbitMQ, "Quorum Queues: Activating at-least-once dead-lettering").
    private static func policy(of service: ServiceName) -> Topology.Policy {
        Topology.Policy(
            "pitcrew-\(service.rawValue)", pattern: "^pitcrew\\.\(service.rawValue)$", priority: 1,
            definition: [
                "delivery-limit": .int(deliveryLimit), "dead-letter-exchange": .string(deadLetterExchange),
                "dead-letter-routing-key": .string(service.rawValue), "dead-letter-strategy": .string("at-least-once"),
                "overflow": .string("reject-publish"),
            ]
        )
    }
}
