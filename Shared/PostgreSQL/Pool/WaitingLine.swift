/// Those who wait for a connection, first come first served; leaving early costs nothing.
struct WaitingLine {
    /// A ticket.
    typealias Waiter = Int

    private var order: [Waiter] = []
    private var head = 0
    private var deadlines: [Waiter: UInt64] = [:]

    var count: Int { deadlines.count }
    var isEmpty: Bool { deadlines.isEmpty }
    var earliestDeadline: UInt64? { deadlines.values.min() }

    mutating func append(_ waiter: Waiter, deadline: UInt64) {
        order.append(waiter)
        deadlines[waiter] = deadline
    }

    mutating func popFirst() -> Waiter? {
        while head < order.count {
            let waiter = order[head]
            head += 1
            if deadlines.removeValue(forKey: waiter) != nil {
                compact()
                return waiter
            }
        }
        compact()
        return nil
    }

    /// False if the waiter had left already.
    mutating func remove(_ waiter: Waiter) -> Bool { deadlines.removeValue(forKey: waiter) != nil }

    /// Removes those whose deadline has come, in order of arrival.
    mutating func removeExpired(now: UInt64) -> [Waiter] {
        let expired = deadlines.filter { $0.value <= now }.keys.sorted()
        for waiter in expired { deadlines[waiter] = nil }
        return expired
    }

    mutating func removeAll() -> [Waiter] {
        defer { self = WaitingLine() }
        return deadlines.keys.sorted()
    }

    private mutating func compact() {
        guard head == order.count || (head > 64 && head * 2 > order.count) else { return }
        order.removeFirst(head)
        head = 0
    }
}
