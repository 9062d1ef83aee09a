extension MinuteMask {
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
