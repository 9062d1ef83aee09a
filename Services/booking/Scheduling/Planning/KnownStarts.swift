/// What a search has found about the starts that bays and tools allow: from a minute up to the first such start there is no other.
/// The last few answers, kept in place.
struct KnownStarts {
    private struct Known {
        let minutes: Int
        let asked: Int
        /// Nil if there was none at all, in a range that only becomes narrower.
        let found: (start: Int, place: Int?)?
    }

    private var known: InlineArray<4, Known?> = .init(repeating: nil)
    /// Where the next answer is kept: in place of the oldest.
    private var next = 0

    mutating func first(from minute: Int, minutes: Int, _ search: () -> (start: Int, place: Int?)?) -> (start: Int, place: Int?)? {
        for position in known.indices {
            if let one = known[position], one.minutes == minutes, one.asked <= minute, minute <= one.found?.start ?? .max { return one.found }
        }
        return keep(Known(minutes: minutes, asked: minute, found: search()))
    }

    mutating func last(through minute: Int, minutes: Int, _ search: () -> (start: Int, place: Int?)?) -> (start: Int, place: Int?)? {
        for position in known.indices {
            if let one = known[position], one.minutes == minutes, one.asked >= minute, minute >= one.found?.start ?? .min { return one.found }
        }
        return keep(Known(minutes: minutes, asked: minute, found: search()))
    }

    private mutating func keep(_ answer: Known) -> (start: Int, place: Int?)? {
        known[next] = answer
        next = (next + 1) % known.count
        return answer.found
    }
}
