import Synchronization

/// The time allowed for a piece of work has passed.
public struct DeadlineExceeded: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was allowed.
    public let allowed: Duration

    /// For own waits that end the same way.
    public init(allowed: Duration) { self.allowed = allowed }

    public var description: String { "not done within \(allowed)" }
}

/// Runs `body` and cancels it when `duration` has passed.
///
/// Waits for the body to end either way, so nothing of it goes on behind the caller's back: a body that ignores
/// cancellation is not bounded by this. Throws ``DeadlineExceeded`` when the time was up and the body threw; a body that
/// still came to a value gives that value, for its work has happened. Cancelling the caller cancels the body. A
/// duration of zero or less throws without running the body.
public func withDeadline<T: Sendable>(
    _ duration: Duration, _ body: @escaping @Sendable () async throws -> T
) async throws -> T {
    guard duration > .zero else { throw DeadlineExceeded(allowed: duration) }
    let expired = Flag()
    let task = Task { try await body() }
    let alarm = Alarm(after: duration) {
        expired.raise()
        task.cancel()
    }
    let result = await withTaskCancellationHandler { await task.result } onCancel: { task.cancel() }
    alarm.cancel()
    switch result {
    case .success(let value): return value
    case .failure(let error): throw expired.isRaised ? DeadlineExceeded(allowed: duration) : error
    }
}

/// A boolean that only ever becomes true.
private final class Flag: Sendable {
    private let value = Atomic(false)
    var isRaised: Bool { value.load(ordering: .acquiring) }
    func raise() { value.store(true, ordering: .releasing) }
}
