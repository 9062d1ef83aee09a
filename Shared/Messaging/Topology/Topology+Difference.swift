/// What separates a broker from what it should be.
public struct TopologyDifference: Sendable, Hashable, CustomStringConvertible {
    /// One thing that is not as it should be.
    public enum Item: Sendable, Hashable {
        case missing(String)
        /// There, but other than wanted.
        case different(String, is: String, shouldBe: String)
        /// There, and not wanted.
        case unexpected(String)
    }

    public var items: [Item]
    /// What has to be added to the broker, or set anew: policies only, for nothing else can change.
    public var additions: Topology

    public var isEmpty: Bool { items.isEmpty }
    /// Whether something is there in another form that declaring cannot change: a person has to delete it first.
    public var hasConflict: Bool {
        items.contains { if case .different(let name, _, _) = $0 { !name.hasPrefix("policy ") } else { false } }
    }

    /// One line an item, sorted.
    public var description: String {
        items.map { item in
            switch item {
            case .missing(let name): "missing: \(name)"
            case .different(let name, let actual, let wanted): "different: \(name) is \(actual) but should be \(wanted)"
            case .unexpected(let name): "unexpected: \(name)"
            }
        }.sorted().joined(separator: "\n")
    }
}

extension Topology {
    /// Compares this, the wanted state, with what a broker holds. What every broker has by itself (`amq.…`, the default
    /// exchange and its bindings, queues named by the broker) is left out.
    public func difference(from actual: Topology) -> TopologyDifference {
        var difference = TopologyDifference(items: [], additions: Topology())
        let actual = actual.withoutBuiltIn
        difference.additions.exchanges = difference.compare(exchanges, actual.exchanges, \.label)
        difference.additions.queues = difference.compare(queues, actual.queues, \.label)
        difference.additions.bindings = difference.compare(bindings, actual.bindings, \.label)
        difference.additions.policies = difference.compare(policies, actual.policies, \.label)
        let wanted = Set(policies.map(\.label))
        let changed = difference.items.compactMap { if case .different(let name, _, _) = $0 { name } else { nil } }
        difference.additions.policies += policies.filter { wanted.contains($0.label) && changed.contains($0.label) }
        return difference
    }

    private var withoutBuiltIn: Topology {
        func isBuiltIn(_ name: String) -> Bool { name.isEmpty || name.hasPrefix("amq.") }
        var topology = self
        topology.exchanges.removeAll { isBuiltIn($0.name) }
        topology.queues.removeAll { isBuiltIn($0.name) }
        topology.bindings.removeAll { isBuiltIn($0.source) || isBuiltIn($0.destination) }
        return topology
    }
}

extension TopologyDifference {
    /// Notes what differs and gives what is missing.
    fileprivate mutating func compare<Thing: Hashable>(
        _ wanted: [Thing], _ actual: [Thing], _ label: (Thing) -> String
    ) -> [Thing] {
        var found = Dictionary(actual.map { (label($0), $0) }, uniquingKeysWith: { first, _ in first })
        var missing: [Thing] = []
        var seen: Set<String> = []
        for thing in wanted where seen.insert(label(thing)).inserted {
            guard let existing = found.removeValue(forKey: label(thing)) else {
                items.append(.missing(label(thing)))
                missing.append(thing)
                continue
            }
            if existing != thing {
                items.append(.different(label(thing), is: Self.details(existing), shouldBe: Self.details(thing)))
            }
        }
        items += found.keys.sorted().map(Item.unexpected)
        return missing
    }

    private static func details(_ thing: some Hashable) -> String {
        switch thing {
        case let exchange as Topology.Exchange:
            "\(exchange.type)\(flags(exchange.durable, exchange.autoDelete)) \(text(exchange.arguments))"
        case let queue as Topology.Queue: "queue\(flags(queue.durable, queue.autoDelete)) \(text(queue.arguments))"
        case let binding as Topology.Binding: text(binding.arguments)
        case let policy as Topology.Policy:
            "\(policy.pattern) for \(policy.appliesTo), priority \(policy.priority) \(text(policy.definition))"
        default: ""
        }
    }

    private static func flags(_ durable: Bool, _ autoDelete: Bool) -> String {
        (durable ? ", durable" : ", transient") + (autoDelete ? ", auto-delete" : "")
    }

    private static func text(_ table: [String: HeaderValue]) -> String {
        "[" + table.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.shortText)" }.joined(separator: ", ") + "]"
    }
}

extension HeaderValue {
    fileprivate var shortText: String {
        switch self {
        case .string(let value): value
        case .int(let value): "\(value)"
        case .bool(let value): "\(value)"
        case .double(let value): "\(value)"
        default: "\(self)"
        }
    }
}

extension Topology.Exchange { fileprivate var label: String { "exchange \(name)" } }
extension Topology.Queue { fileprivate var label: String { "queue \(name)" } }
extension Topology.Policy { fileprivate var label: String { "policy \(name)" } }
extension Topology.Binding {
    fileprivate var label: String { "binding \(source) -> \(destinationType.rawValue) \(destination) by \(routingKey)" }
}
