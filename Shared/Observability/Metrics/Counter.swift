/// A number that only grows.
public final class Counter: Sendable {
    private let total = AtomicDouble()

    init() {}

    /// Adds to the count. What is not a number or negative is ignored.
    public func add(_ amount: Double) {
        if amount > 0, amount.isFinite { total.add(amount) }
    }

    /// Adds to the count.
    public func add(_ amount: Int = 1) { add(Double(amount)) }

    /// Takes over a count that is kept elsewhere; never goes back.
    public func raise(to total: Double) { add(total - value) }

    /// The count so far.
    public var value: Double { total.value }
}
