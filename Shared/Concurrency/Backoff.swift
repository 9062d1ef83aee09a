/// How long to wait before trying again: exponential with full jitter, so that many who failed together do not return together.
///
/// After "Exponential Backoff and Jitter", AWS Architecture Blog: uniform between zero and `min(cap, base * 2^(attempt - 1))`.
public struct Backoff: Sendable, Hashable {
    /// The ceiling after the first failure.
    public let base: Duration
    /// The highest ceiling.
    public let cap: Duration

    /// Negative durations count as zero.
    public init(base: Duration, cap: Duration) {
        self.base = base
        self.cap = cap
    }

    /// The longest wait after so many failures; 1 is the first. Any number is safe.
    public func ceiling(attempt: Int) -> Duration {
        guard base > .zero, cap > .zero else { return .zero }
        var ceiling = min(base, cap)
        var step = 1
        while step < attempt, ceiling < cap {
            ceiling = ceiling > cap / 2 ? cap : ceiling * 2
            step += 1
        }
        return ceiling
    }

    /// A wait drawn between zero and ``ceiling(attempt:)``, both included.
    public func delay(attempt: Int, using rng: inout some RandomNumberGenerator) -> Duration {
        Duration(attoseconds: Int128.random(in: 0...ceiling(attempt: attempt).attoseconds, using: &rng))
    }

    /// The same from the system's random numbers.
    public func delay(attempt: Int) -> Duration {
        var rng = SystemRandomNumberGenerator()
        return delay(attempt: attempt, using: &rng)
    }
}
