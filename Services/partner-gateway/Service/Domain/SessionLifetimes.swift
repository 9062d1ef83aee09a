import Foundation

/// How long people stay signed in on a device (OWASP ASVS 4.0.3, 3.3.2).
struct SessionLifetimes: Sendable {
    let staff: Duration
    let customer: Duration
    /// How long a staff session may go unused.
    let staffIdle: Duration

    func end(of kind: String, from now: Date) -> Date { now.addingTimeInterval((kind == "staff" ? staff : customer) / .seconds(1)) }

    /// Seconds without use after which a session ends; nil for those that do not.
    func idleLimit(of kind: String) -> Int? { kind == "staff" ? Int(staffIdle / .seconds(1)) : nil }

    /// Counted from the last refresh: how its token was used since, only the other services know. It is a token's life less than was
    /// really idle, never more.
    func isIdle(_ kind: String, lastUsedAt: Date, at now: Date) -> Bool {
        idleLimit(of: kind).map { now.timeIntervalSince(lastUsedAt) > TimeInterval($0) } ?? false
    }
}
