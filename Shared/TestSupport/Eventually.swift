import Foundation

/// A condition did not come true in time.
public struct NeverHappened: Error, CustomStringConvertible {
    public let description: String
    public init(description: String) { self.description = description }
}

/// Waits for a condition, asking again and again until the deadline.
/// - Throws: `NeverHappened` with the name of what was waited for.
public func eventually(
    _ what: String, within deadline: Duration = .seconds(15), _ condition: () async throws -> Bool
) async throws {
    _ = try await eventually(what, within: deadline) { () -> Bool? in try await condition() ? true : nil }
}

/// Waits for a value, asking again and again until the deadline.
public func eventually<Value>(
    _ what: String, within deadline: Duration = .seconds(15), _ value: () async throws -> Value?
) async throws -> Value {
    let end = ContinuousClock.now + deadline
    while ContinuousClock.now < end {
        if let value = try await value() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw NeverHappened(description: "\(what) did not happen within \(deadline)")
}
