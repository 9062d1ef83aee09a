/// A set of minutes of one local day, one bit a minute, counted from the start of that day.
///
/// 1,600 bits hold the longest day any zone has had since 1970 (26 hours in Antarctica). Minutes outside are simply never
/// members, so a run that would pass the end of the day never fits.
public struct MinuteMask: Sendable, Equatable {
    static let wordCount = 25
    public static let capacity = wordCount * 64

    var words = InlineArray<25, UInt64>(repeating: 0)

    public init() {}

    public init(_ range: Range<Int>) {
        insert(range)
    }

    public static func == (left: MinuteMask, right: MinuteMask) -> Bool {
        for index in 0..<wordCount where left.words[index] != right.words[index] { return false }
        return true
    }

    public func contains(_ minute: Int) -> Bool {
        guard minute >= 0, minute < Self.capacity else { return false }
        return words[minute >> 6] & (1 << UInt64(minute & 63)) != 0
    }

    public mutating func insert(_ range: Range<Int>) {
        forEachWord(of: range) { $0 |= $1 }
    }

    public mutating func remove(_ range: Range<Int>) {
        forEachWord(of: range) { $0 &= ~$1 }
    }

    public mutating func formUnion(_ other: MinuteMask) {
        for index in 0..<Self.wordCount { words[index] |= other.words[index] }
    }

    public mutating func formIntersection(_ other: MinuteMask) {
        for index in 0..<Self.wordCount { words[index] &= other.words[index] }
    }

    public mutating func subtract(_ other: MinuteMask) {
        for index in 0..<Self.wordCount { words[index] &= ~other.words[index] }
    }

    public var isEmpty: Bool {
        for index in 0..<Self.wordCount where words[index] != 0 { return false }
        return true
    }

    public var count: Int {
        var total = 0
        for index in 0..<Self.wordCount { total += words[index].nonzeroBitCount }
        return total
    }

    public func contains(_ range: Range<Int>) -> Bool {
        guard range.lowerBound >= 0, range.upperBound <= Self.capacity else { return range.isEmpty }
        var wanted = MinuteMask(range)
        wanted.subtract(self)
        return wanted.isEmpty
    }

    private mutating func forEachWord(of range: Range<Int>, _ change: (inout UInt64, UInt64) -> Void) {
        let lower = max(range.lowerBound, 0)
        let upper = min(range.upperBound, Self.capacity)
        guard lower < upper else { return }
        for index in (lower >> 6)...((upper - 1) >> 6) {
            let from = UInt64(max(lower - index << 6, 0))
            let until = UInt64(min(upper - index << 6, 64))
            let ones = until - from == 64 ? UInt64.max : ((1 << (until - from)) - 1) << from
            change(&words[index], ones)
        }
    }
}
