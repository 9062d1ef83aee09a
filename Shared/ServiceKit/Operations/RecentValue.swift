import Contracts
import Foundation
import Synchronization

/// A value that costs a look elsewhere: kept for as long as whoever asks can bear.
public final class RecentValue<Value: Sendable>: Sendable {
    private let kept = Mutex<(value: Value, readAt: Date)?>(nil)
    private let clock: any WallClock

    public init(clock: any WallClock) {
        self.clock = clock
    }

    /// What is kept, or what `read` gives where that is older than `age` seconds. A failure to read is thrown and not kept.
    public func value(noOlderThan age: TimeInterval, _ read: () async throws -> Value) async throws -> Value {
        let now = clock.now()
        let recent = kept.withLock { kept in
            kept.flatMap { now >= $0.readAt && now.timeIntervalSince($0.readAt) < age ? $0.value : nil }
        }
        if let recent { return recent }
        let value = try await read()
        kept.withLock { $0 = (value, now) }
        return value
    }
}
