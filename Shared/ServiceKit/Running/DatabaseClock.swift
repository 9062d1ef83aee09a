import Contracts
import Foundation
import Synchronization

/// The database's time, by which everything that is due is decided: hosts whose clocks differ, or are set while they run, agree on it.
/// Between two looks at the database it goes on with the steady clock of this process; before the first it is the host's time.
public final class DatabaseClock: WallClock {
    private struct Anchor {
        let date: Date
        let at: ContinuousClock.Instant
    }

    private let anchor = Mutex<Anchor?>(nil)

    public init() {}

    public func now() -> Date {
        guard let anchor = anchor.withLock({ $0 }) else { return Date() }
        return anchor.date + (ContinuousClock.now - anchor.at) / .seconds(1)
    }

    /// Sets it: at that instant of the steady clock the database's time was `date`.
    func set(_ date: Date, at instant: ContinuousClock.Instant) {
        anchor.withLock { $0 = Anchor(date: date, at: instant) }
    }

    /// Whether the database has been asked yet.
    var isSet: Bool { anchor.withLock { $0 != nil } }
}
