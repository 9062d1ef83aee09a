/// A set of minutes of a horizon of any length, one bit a minute. Minutes outside are never members.
struct MinuteLine: Sendable, Equatable {
    let length: Int
    private(set) var words: [UInt64]

    init(length: Int) {
        self.length = max(length, 0)
        words = [UInt64](repeating: 0, count: (self.length + 63) / 64)
    }

    init(length: Int, _ ranges: [Range<Int>]) {
        self.init(length: length)
        for range in ranges { insert(range) }
    }

    mutating func insert(_ range: Range<Int>) {
        forEachWord(of: range) { $0 |= $1 }
    }

    mutating func remove(_ range: Range<Int>) {
        forEachWord(of: range) { $0 &= ~$1 }
    }

    /// Whether every minute of the range is a member.
    func contains(_ range: Range<Int>) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= length else { return range.isEmpty }
        guard !range.isEmpty else { return true }
        let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
        let head = UInt64.max << UInt64(range.lowerBound & 63)
        let tail = UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63)
        if first == last { return words[first] & head & tail == head & tail }
        guard words[first] & head == head, words[last] & tail == tail else { return false }
        var index = first + 1
        while index < last {
            if words[index] != .max { return false }
            index += 1
        }
        return true
    }

    /// The first minute, from `lower` to `upper`, at which a run of `run` members starts.
    func firstRun(of run: Int, from lower: Int, through upper: Int) -> Int? {
        var position = max(lower, 0)
        let last = min(upper, length - run)
        while position <= last {
            guard let start = firstMember(from: position), start <= last else { return nil }
            let gap = firstGap(from: start, before: start + run)
            if gap >= start + run { return start }
            position = gap + 1
        }
        return nil
    }

    /// The last minute, from `lower` to `upper`, at which a run of `run` members starts.
    func lastRun(of run: Int, from lower: Int, through upper: Int) -> Int? {
        var position = min(upper, length - run)
        let first = max(lower, 0)
        while position >= first {
            guard let gap = lastGap(from: position, before: position + run) else { return position }
            guard let member = lastMember(before: gap) else { return nil }
            position = member - run + 1
        }
        return nil
    }

    /// How many members follow one another from `minute` on, at most `limit`.
    func runLength(from minute: Int, limit: Int) -> Int {
        guard minute >= 0, minute < length, limit > 0 else { return 0 }
        return min(min(firstGap(from: minute, before: minute + limit), length) - minute, limit)
    }

    private func firstMember(from minute: Int) -> Int? {
        var index = minute >> 6
        guard index < words.count else { return nil }
        var word = words[index] & (UInt64.max << UInt64(minute & 63))
        while word == 0 {
            index += 1
            guard index < words.count else { return nil }
            word = words[index]
        }
        return index << 6 + word.trailingZeroBitCount
    }

    private func lastMember(before minute: Int) -> Int? {
        guard minute > 0, minute <= length else { return nil }
        var index = (minute - 1) >> 6
        var word = words[index] & (UInt64.max >> UInt64(63 - (minute - 1) & 63))
        while word == 0 {
            index -= 1
            guard index >= 0 else { return nil }
            word = words[index]
        }
        return index << 6 + 63 - word.leadingZeroBitCount
    }

    /// The first minute from `minute` on that is no member; `end` or later if all before `end` are.
    private func firstGap(from minute: Int, before end: Int) -> Int {
        var index = minute >> 6
        guard index < words.count else { return minute }
        var gaps = ~words[index] & (UInt64.max << UInt64(minute & 63))
        while gaps == 0 {
            index += 1
            guard index < words.count, index << 6 < end else { return index << 6 }
            gaps = ~words[index]
        }
        return index << 6 + gaps.trailingZeroBitCount
    }

    /// The last minute of the range that is no member; nil if all are.
    private func lastGap(from minute: Int, before end: Int) -> Int? {
        guard end <= length, minute < end else { return end > length ? end - 1 : nil }
        var index = (end - 1) >> 6
        var gaps = ~words[index] & (UInt64.max >> UInt64(63 - (end - 1) & 63))
        while gaps == 0 {
            index -= 1
            guard index >= minute >> 6 else { return nil }
            gaps = ~words[index]
        }
        let gap = index << 6 + 63 - gaps.leadingZeroBitCount
        return gap >= minute ? gap : nil
    }

    private mutating func forEachWord(of range: Range<Int>, _ change: (inout UInt64, UInt64) -> Void) {
        let lower = max(range.lowerBound, 0)
        let upper = min(range.upperBound, length)
        guard lower < upper else { return }
        for index in (lower >> 6)...((upper - 1) >> 6) {
            let head = index == lower >> 6 ? UInt64.max << UInt64(lower & 63) : .max
            let tail = index == (upper - 1) >> 6 ? UInt64.max >> UInt64(63 - (upper - 1) & 63) : .max
            change(&words[index], head & tail)
        }
    }
}
