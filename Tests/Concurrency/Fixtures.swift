import Synchronization

/// Looks again and again until the condition holds; false when it does not within ten seconds.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
    let clock = ContinuousClock()
    let end = clock.now + .seconds(10)
    while clock.now < end {
        if condition() { return true }
        await Task.yield()
    }
    return condition()
}

/// An object whose end of life can be watched.
final class Token: Sendable {}

struct Failure: Error, Equatable {
    let number: Int
}

/// A count several tasks add to.
final class Tally: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .acquiring) }
    func increment() { count.add(1, ordering: .acquiringAndReleasing) }
}
