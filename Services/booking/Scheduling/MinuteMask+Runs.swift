extension MinuteMask {
    /// Every minute moved `distance` earlier; those before the day's start drop out.
    public func movedEarlier(by distance: Int) -> MinuteMask {
        guard distance > 0 else { return distance == 0 ? self : movedLater(by: -distance) }
        var result = MinuteMask()
        let (skip, bits) = (distance >> 6, UInt64(distance & 63))
        guard skip < Self.wordCount else { return result }
        for index in 0..<(Self.wordCount - skip) {
            let low = words[index + skip] >> bits
            let next = index + skip + 1
            let high = bits == 0 || next == Self.wordCount ? 0 : words[next] << (64 - bits)
            result.words[index] = low | high
        }
        return result
    }

    /// Every minute moved `distance` later; those past the mask's capacity drop out.
    public func movedLater(by distance: Int) -> MinuteMask {
        guard distance > 0 else { return distance == 0 ? self : movedEarlier(by: -distance) }
        var result = MinuteMask()
        let (skip, bits) = (distance >> 6, UInt64(distance & 63))
        guard skip < Self.wordCount else { return result }
        for index in skip..<Self.wordCount {
            let high = words[index - skip] << bits
            let low = bits == 0 || index == skip ? 0 : words[index - skip - 1] >> (64 - bits)
            result.words[index] = high | low
        }
        return result
    }

    /// The minutes at which a run of `length` members starts. Doubles the proven length each step: log2(length) shifts.
    public func starts(ofRuns length: Int) -> MinuteMask {
        guard length <= Self.capacity, let used = usedWords else { return MinuteMask() }
        var result = self
        var proven = 1
        while proven < length {
            let step = min(proven, length - proven)
            result.intersectWithItselfMovedEarlier(by: step, in: used)
            proven += step
        }
        return result
    }

    /// In place: a word only needs words after it, which are still unchanged. Words outside `used` hold no members.
    private mutating func intersectWithItselfMovedEarlier(by distance: Int, in used: ClosedRange<Int>) {
        let (skip, bits) = (distance >> 6, UInt64(distance & 63))
        for index in used {
            let (near, far) = (index + skip, index + skip + 1)
            var moved = near <= used.upperBound ? words[near] >> bits : 0
            if bits != 0, far <= used.upperBound { moved |= words[far] << (64 - bits) }
            words[index] &= moved
        }
    }

    /// The words from the first to the last that has a member; nil if none has.
    private var usedWords: ClosedRange<Int>? {
        guard let first = (0..<Self.wordCount).first(where: { words[$0] != 0 }),
            let last = (0..<Self.wordCount).last(where: { words[$0] != 0 })
        else { return nil }
        return first...last
    }

    /// How many members follow one another from `minute` on.
    public func runLength(from minute: Int) -> Int {
        guard minute >= 0 else { return 0 }
        var position = minute
        while position < Self.capacity {
            let gaps = ~words[position >> 6] >> UInt64(position & 63)
            let left = 64 - position & 63
            let ones = min(gaps.trailingZeroBitCount, left)
            position += ones
            if ones < left { break }
        }
        return max(position - minute, 0)
    }

    /// How many members follow one another up to, and not including, `minute`.
    public func runLength(upTo minute: Int) -> Int {
        var position = min(minute, Self.capacity)
        while position > 0 {
            let last = position - 1
            let gaps = ~words[last >> 6] << UInt64(63 - last & 63)
            let available = last & 63 + 1
            let ones = min(gaps.leadingZeroBitCount, available)
            position -= ones
            if ones < available { break }
        }
        return max(min(minute, Self.capacity) - position, 0)
    }

    /// The members in ascending order.
    public var minutes: [Int] {
        var result: [Int] = []
        for index in 0..<Self.wordCount {
            var word = words[index]
            while word != 0 {
                result.append(index << 6 + word.trailingZeroBitCount)
                word &= word - 1
            }
        }
        return result
    }

    /// The longest stretches of members, ascending.
    public var runs: [Range<Int>] {
        var result: [Range<Int>] = []
        var start: Int?
        for index in 0..<Self.wordCount {
            let word = words[index]
            var bit = 0
            while bit < 64 {
                let rest = (start == nil ? word : ~word) >> UInt64(bit)
                guard rest != 0 else { break }
                bit += rest.trailingZeroBitCount
                if let begin = start { result.append(begin..<(index << 6 + bit)) }
                start = start == nil ? index << 6 + bit : nil
            }
        }
        if let start { result.append(start..<Self.capacity) }
        return result
    }

    public var first: Int? {
        for index in 0..<Self.wordCount where words[index] != 0 {
            return index << 6 + words[index].trailingZeroBitCount
        }
        return nil
    }

    public var last: Int? {
        guard let index = (0..<Self.wordCount).last(where: { words[$0] != 0 }) else { return nil }
        return index << 6 + 63 - words[index].leadingZeroBitCount
    }

    /// The first member at or after `minute`.
    public func next(from minute: Int) -> Int? {
        let minute = max(minute, 0)
        guard minute < Self.capacity else { return nil }
        let rest = words[minute >> 6] >> UInt64(minute & 63)
        if rest != 0 { return minute + rest.trailingZeroBitCount }
        return ((minute >> 6 + 1)..<Self.wordCount).first { words[$0] != 0 }.map { $0 << 6 + words[$0].trailingZeroBitCount }
    }
}
