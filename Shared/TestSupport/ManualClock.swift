import Contracts
import Foundation
import Synchronization

/// A clock that stands still until it is moved.
public final class ManualClock: WallClock {
    private let instant: Mutex<Date>

    public init(_ instant: Date) { self.instant = Mutex(instant) }

    /// From an RFC 3339 text; a text that is none gives 1970.
    public convenience init(_ text: String) { self.init(Timestamp.parse(text) ?? Date(timeIntervalSince1970: 0)) }

    public func now() -> Date { instant.withLock { $0 } }
    public func set(_ date: Date) { instant.withLock { $0 = date } }
    public func advance(by duration: Duration) { instant.withLock { $0 += duration / .seconds(1) } }
}

/// Identifiers in order: …0001, …0002, and so on.
public final class SequentialIDs: IDGenerator {
    private let last = Mutex<UInt64>(0)

    public init() {}

    public func next() -> UUID {
        UUID(high: 0x0000_0000_0000_7000, low: 0x8000_0000_0000_0000 | last.withLock { $0 += 1; return $0 })
    }
}
