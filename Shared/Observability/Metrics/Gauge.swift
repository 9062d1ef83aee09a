/// A number that goes up and down.
public final class Gauge: Sendable {
    private let current = AtomicDouble()

    init() {}

    /// Takes over a value.
    public func set(_ value: Double) { current.set(value) }

    /// Takes over a whole number.
    public func set(_ value: Int) { current.set(Double(value)) }

    /// Adds, or with a negative amount takes away.
    public func add(_ amount: Double) { current.add(amount) }

    /// Adds, or with a negative amount takes away.
    public func add(_ amount: Int) { current.add(Double(amount)) }

    /// The value now.
    public var value: Double { current.value }
}
