/// The alarms that are set, as a value: what is due, when to look again, and when the cancelled ones are swept out.
struct AlarmQueue: Sendable {
    private var entries = BinaryHeap<AlarmClock.Entry> { $0.due < $1.due }
    /// About how many of them are empty.
    private var empty = 0
    /// What the thread waits for.
    private(set) var wakesAt = UInt64.max

    /// How many entries are kept, empty ones included.
    var count: Int { entries.count }

    /// - Returns: whether it is due before what the thread waits for.
    mutating func add(_ entry: AlarmClock.Entry) -> Bool {
        entries.push(entry)
        guard entry.due < wakesAt else { return false }
        wakesAt = entry.due
        return true
    }

    /// Sweeps out empty entries once they are the most, so that memory follows the alarms that are set.
    mutating func noteCancelled() {
        empty += 1
        guard empty > 64, empty > entries.count / 2 else { return }
        entries.removeAll { $0.isEmpty }
        empty = 0
    }

    /// All that is due by now; and notes when to look again.
    mutating func takeDue(_ now: UInt64) -> [AlarmClock.Entry] {
        var due: [AlarmClock.Entry] = []
        while let next = entries.first, next.due <= now, let entry = entries.pop() {
            if entry.isEmpty { empty = max(0, empty - 1) } else { due.append(entry) }
        }
        wakesAt = entries.first?.due ?? .max
        return due
    }
}
