import Foundation

/// The wall clock, passed in wherever the time of day matters so that tests can set it.
public protocol WallClock: Sendable {
    /// The present instant.
    func now() -> Date
}

/// The system's real-time clock.
public struct SystemWallClock: WallClock {
    public init() {}
    public func now() -> Date { Date() }
}
