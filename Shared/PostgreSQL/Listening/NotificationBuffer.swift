/// Notifications not yet taken, bounded: past the bound they are dropped, and the taker is told to look at everything.
struct NotificationBuffer {
    static let limit = 1024

    private(set) var payloads: [String] = []
    private(set) var hasOverflowed = false

    var isEmpty: Bool { payloads.isEmpty && !hasOverflowed }

    mutating func append(_ payload: String) {
        if payloads.count < Self.limit { payloads.append(payload) } else { hasOverflowed = true }
    }

    mutating func take() -> NotificationBuffer {
        defer { self = NotificationBuffer() }
        return self
    }
}
