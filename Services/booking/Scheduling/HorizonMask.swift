/// A set of minutes of a horizon of many days, one bit a minute, counted from the horizon's first.
struct HorizonMask: Sendable, Equatable {
    private(set) var words: [UInt64]

    /// Without members, for minutes `0..<length`; those beyond the last whole word are never members.
    init(length: Int) {
        words = [UInt64](repeating: 0, count: max(length + 63, 0) >> 6)
    }

    var capacity: Int { words.count << 6 }

    func contains(_ minute: Int) -> Bool {
        guard minute >= 0, minute < capacity else { return false }
        return words[minute >> 6] & (1 << UInt64(minute & 63)) != 0
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    mutating func insert(_ range: Range<Int>) {
        guard let span = WordSpan(range, of: self) else { return }
        guard span.first < span.last else { return words[span.first] |= span.head & span.tail }
        words[span.first] |= span.head
        for index in (span.first + 1)..<span.last { words[index] = .max }
        words[span.last] |= span.tail
    }

    mutating func remove(_ range: Range<Int>) {
        guard let span = WordSpan(range, of: self) else { return }
        guard span.first < span.last else { return words[span.first] &= ~(span.head & span.tail) }
        words[span.first] &= ~span.head
        for index in (span.first + 1)..<span.last { words[index] = 0 }
        words[span.last] &= ~span.tail
    }

    /// Within `range`, what another mask of the same horizon has.
    mutating func assign(_ other: HorizonMask, in range: Range<Int>) {
        guard let span = WordSpan(range, of: self) else { return }
        var mine = words.mutableSpan
        let theirs = other.words.span
        for index in span.first...span.last {
            let chosen = (index == span.first ? span.head : .max) & (index == span.last ? span.tail : .max)
            mine[index] = mine[index] & ~chosen | theirs[index] & chosen
        }
    }

    mutating func formUnion(_ other: HorizonMask) { combine(other) { $0 | $1 } }
    mutating func formIntersection(_ other: HorizonMask) { combine(other) { $0 & $1 } }
    mutating func subtract(_ other: HorizonMask) { combine(other) { $0 & ~$1 } }

    func intersection(_ other: HorizonMask) -> HorizonMask {
        var result = self
        result.formIntersection(other)
        return result
    }

    /// In place, with every minute of `other` moved `distance` earlier first.
    mutating func formIntersection(_ other: HorizonMask, movedEarlier distance: Int) {
        let (skip, bits) = (distance >> 6, UInt64(distance & 63))
        var mine = words.mutableSpan
        let theirs = other.words.span
        let last = theirs.count - 1
        for index in 0..<mine.count {
            let near = index + skip
            var word = near <= last ? theirs[near] >> bits : 0
            if bits != 0, near < last { word |= theirs[near + 1] << (64 - bits) }
            mine[index] &= word
        }
    }

    /// Adds what three masks have in common, the last moved earlier first, in one pass and without a mask between.
    mutating func formUnion(ofCommon one: HorizonMask, _ other: HorizonMask, _ third: HorizonMask, movedEarlier distance: Int) {
        let (skip, bits) = (distance >> 6, UInt64(distance & 63))
        var mine = words.mutableSpan
        let (first, second, moved) = (one.words.span, other.words.span, third.words.span)
        for index in 0..<max(mine.count - skip, 0) {
            let both = first[index] & second[index]
            guard both != 0 else { continue }
            var word = moved[index + skip] >> bits
            if bits != 0, index + skip + 1 < moved.count { word |= moved[index + skip + 1] << (64 - bits) }
            mine[index] |= both & word
        }
    }

    func movedLater(by distance: Int) -> HorizonMask {
        let (skip, bits) = (distance >> 6, UInt64(distance & 63))
        var result = HorizonMask(length: capacity)
        guard skip < words.count else { return result }
        for index in skip..<words.count {
            let low = bits == 0 || index == skip ? 0 : words[index - skip - 1] >> (64 - bits)
            result.words[index] = words[index - skip] << bits | low
        }
        return result
    }

    @inline(__always)
    private mutating func combine(_ other: HorizonMask, _ operation: (UInt64, UInt64) -> UInt64) {
        var mine = words.mutableSpan
        let theirs = other.words.span
        let count = min(mine.count, theirs.count)
        for index in 0..<count { mine[index] = operation(mine[index], theirs[index]) }
    }
}

/// The words a range of minutes lies in, and which bits of the first and of the last of them.
private struct WordSpan {
    let first: Int
    let last: Int
    let head: UInt64
    let tail: UInt64

    /// Nil where no minute of the range is the mask's.
    @inline(__always)
    init?(_ range: Range<Int>, of mask: HorizonMask) {
        let (lower, upper) = (max(range.lowerBound, 0), min(range.upperBound, mask.capacity))
        guard lower < upper else { return nil }
        (first, last) = (lower >> 6, (upper - 1) >> 6)
        (head, tail) = (UInt64.max << UInt64(lower & 63), UInt64.max >> UInt64(63 - (upper - 1) & 63))
    }
}
