/// What a broker's virtual host should hold, in the shape of RabbitMQ's definitions files (without the names of virtual hosts).
public struct Topology: Sendable, Hashable, Codable {
    public var exchanges: [Exchange]
    public var queues: [Queue]
    public var bindings: [Binding]
    public var policies: [Policy]

    public init(exchanges: [Exchange] = [], queues: [Queue] = [], bindings: [Binding] = [], policies: [Policy] = []) {
        self.exchanges = exchanges
        self.queues = queues
        self.bindings = bindings
        self.policies = policies
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        exchanges = try container.decodeIfPresent([Exchange].self, forKey: .exchanges) ?? []
        queues = try container.decodeIfPresent([Queue].self, forKey: .queues) ?? []
        bindings = try container.decodeIfPresent([Binding].self, forKey: .bindings) ?? []
        policies = try container.decodeIfPresent([Policy].self, forKey: .policies) ?? []
    }
}

extension Topology {
    /// An exchange: `topic`, `direct`, `fanout` or `headers`.
    public struct Exchange: Sendable, Hashable, Codable {
        public var name: String
        public var type: String
        public var durable: Bool
        public var autoDelete: Bool
        public var isInternal: Bool
        public var arguments: [String: HeaderValue]

        public init(
            _ name: String, type: String, durable: Bool = true, autoDelete: Bool = false, isInternal: Bool = false,
            arguments: [String: HeaderValue] = [:]
        ) {
            self.name = name
            self.type = type
            self.durable = durable
            self.autoDelete = autoDelete
            self.isInternal = isInternal
            self.arguments = arguments
        }

        enum CodingKeys: String, CodingKey {
            case name, type, durable, arguments
            case autoDelete = "auto_delete"
            case isInternal = "internal"
        }
    }

    /// A queue. Its arguments can never change; what may change belongs into a policy.
    public struct Queue: Sendable, Hashable, Codable {
        public var name: String
        public var durable: Bool
        public var autoDelete: Bool
        public var arguments: [String: HeaderValue]

        public init(_ name: String, durable: Bool = true, autoDelete: Bool = false, arguments: [String: HeaderValue] = [:]) {
            self.name = name
            self.durable = durable
            self.autoDelete = autoDelete
            self.arguments = arguments
        }

        /// A replicated queue.
        public static func quorum(_ name: String) -> Queue { Queue(name, arguments: ["x-queue-type": "quorum"]) }

        enum CodingKeys: String, CodingKey {
            case name, durable, arguments
            case autoDelete = "auto_delete"
        }
    }

    /// From an exchange to a queue or to another exchange.
    public struct Binding: Sendable, Hashable, Codable {
        /// What a binding leads to.
        public enum Kind: String, Sendable, Hashable, Codable { case queue, exchange }

        public var source: String
        public var destination: String
        public var destinationType: Kind
        public var routingKey: String
        public var arguments: [String: HeaderValue]

        public init(
            _ source: String, to destination: String, _ destinationType: Kind = .queue, routingKey: String,
            arguments: [String: HeaderValue] = [:]
        ) {
            self.source = source
            self.destination = destination
            self.destinationType = destinationType
            self.routingKey = routingKey
            self.arguments = arguments
        }

        enum CodingKeys: String, CodingKey {
            case source, destination, arguments
            case destinationType = "destination_type"
            case routingKey = "routing_key"
        }
    }

    /// Settings for all queues or exchanges whose name matches; can change at any time.
    public struct Policy: Sendable, Hashable, Codable {
        public var name: String
        public var pattern: String
        /// `queues`, `exchanges` or `all`.
        public var appliesTo: String
        public var priority: Int
        public var definition: [String: HeaderValue]

        public init(
            _ name: String, pattern: String, appliesTo: String = "queues", priority: Int = 0, definition: [String: HeaderValue]
        ) {
            self.name = name
            self.pattern = pattern
            self.appliesTo = appliesTo
            self.priority = priority
            self.definition = definition
        }

        enum CodingKeys: String, CodingKey {
            case name, pattern, priority, definition
            case appliesTo = "apply-to"
        }
    }
}
