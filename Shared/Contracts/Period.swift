import Foundation

/// A half-open stretch of time: `start` belongs to it, `end` does not.
public struct Period: Codable, Sendable, Hashable {
    public let start: Date
    public let end: Date

    public init(start: Date, end: Date) {
        self.start = start
        self.end = end
    }

    /// Whether the two share any instant; touching ends do not count.
    public func overlaps(_ other: Period) -> Bool { start < other.end && other.start < end }
}
