/// What a search has found about the starts that bays and tools allow: from a minute up to the first such start there is no other.
struct KnownStarts {
    private struct Known {
        let minutes: Int
        let asked: Int
        /// Nil if there was none at all, in a range that only becomes narrower.
        let found: (start: Int, place: Int?)?
    }

    private var known: [Known] = []

    mutating func first(from minute: Int, minutes: Int, _ search: () -> (start: Int, place: Int?)?) -> (start: Int, place: Int?)? {
        for one in known where one.minutes == minutes && one.asked <= minute && minute <= one.found?.start ?? .max { return one.found }
        let found = search()
        known.append(Known(minutes: minutes, asked: minute, found: found))
        return found
    }

    mutating func last(through minute: Int, minutes: Int, _ search: () -> (start: Int, place: Int?)?) -> (start: Int, place: Int?)? {
        for one in known where one.minutes == minutes && one.asked >= minute && minute >= one.found?.start ?? .min { return one.found }
        let found = search()
        known.append(Known(minutes: minutes, asked: minute, found: found))
        return found
    }
}
