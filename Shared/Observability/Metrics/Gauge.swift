/// A number that goes up and down.
public final class Gauge: Sendable {
    private let current = AtomicDouble()

    init() {}

    public func set(_ value: Double) { current.set(value) }

    public func set(_ value: Int) { current.set(Double(value)) }

    /// Adds, or with a negative amount takes away.
    public func add(_ amount: Double) { current.add(amount) }

    public func add(_ amount: Int) { current.add(Double(amount)) }

    public var value: Double { current.value }
}
