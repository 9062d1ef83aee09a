extension HorizonMask {
    /// The minutes at which work of `length` can start, where each of `runs` is free throughout and it needs `before` and `after`
    /// beside it.
    init(startsIn runs: [Range<Int>], length: Int, before: Int = 0, after: Int = 0, horizon: Int) {
        self.init(length: horizon)
        for run in runs where run.count >= before + length + after {
            insert((run.lowerBound + before)..<(run.upperBound - length - after + 1))
        }
    }

    /// The first member at or after `minute`.
    func next(from minute: Int) -> Int? { position(from: minute) { $0 } }

    /// How many members follow one another from `minute` on; where there are more than `enough`, at least these.
    func runLength(from minute: Int, enough: Int = .max) -> Int {
        guard contains(minute) else { return 0 }
        let end = enough < capacity - minute ? minute + enough : capacity
        return (position(from: minute, before: end) { ~$0 } ?? end) - minute
    }

    /// How many members follow one another up to, and not including, `minute`.
    func runLength(upTo minute: Int) -> Int {
        var position = min(minute, capacity)
        while position > 0 {
            let last = position - 1
            let gaps = ~words[last >> 6] << UInt64(63 - last & 63)
            let available = last & 63 + 1
            let ones = min(gaps.leadingZeroBitCount, available)
            position -= ones
            if ones < available { break }
        }
        return max(min(minute, capacity) - position, 0)
    }

    /// The last member at or before `minute`.
    func last(upTo minute: Int) -> Int? {
        guard minute >= 0, !words.isEmpty else { return nil }
        var index = min(minute, capacity - 1) >> 6
        var word = minute >= capacity ? words[index] : words[index] & (.max >> UInt64(63 - minute & 63))
        while word == 0 {
            guard index > 0 else { return nil }
            index -= 1
            word = words[index]
        }
        return index << 6 + 63 - word.leadingZeroBitCount
    }

    /// The longest stretches of members, in ascending order.
    func forEachRun(_ body: (Range<Int>) -> Void) {
        var position = next(from: 0)
        while let start = position {
            let end = start + runLength(from: start)
            body(start..<end)
            position = next(from: end)
        }
    }

    /// The part of a day that begins at minute `offset`.
    func day(at offset: Int) -> MinuteMask {
        var day = MinuteMask()
        let (skip, bits) = (offset >> 6, UInt64(offset & 63))
        for index in 0..<MinuteMask.wordCount where index + skip < words.count {
            var word = words[index + skip] >> bits
            if bits != 0, index + skip + 1 < words.count { word |= words[index + skip + 1] << (64 - bits) }
            day.words[index] = word
        }
        return day
    }

    /// Removes minutes of a day that begins at `offset`.
    mutating func remove(_ minutes: MinuteMask, at offset: Int) {
        for run in minutes.runs { remove((run.lowerBound + offset)..<(run.upperBound + offset)) }
    }

    /// The first minute whose bit is set in the view; may lie beyond `end` where it is in the last word that was looked at.
    @inline(__always)
    private func position(from minute: Int, before end: Int = .max, _ view: (UInt64) -> UInt64) -> Int? {
        let (minute, words) = (max(minute, 0), words.span)
        var index = minute >> 6
        let beyond = min(words.count, end < .max ? (end + 63) >> 6 : .max)
        guard index < beyond else { return nil }
        var word = view(words[index]) & (.max << UInt64(minute & 63))
        while word == 0 {
            index += 1
            guard index < beyond else { return nil }
            word = view(words[index])
        }
        return index << 6 + word.trailingZeroBitCount
    }
}
