extension HorizonMask {
    /// The minutes of some stretches, as far as they lie in `0..<length`.
    init(length: Int, _ stretches: [Range<Int>]) {
        self.init(length: length)
        for stretch in stretches { insert(stretch.clamped(to: 0..<max(length, 0))) }
    }

    /// Whether every minute of the range is a member.
    func contains(_ range: Range<Int>) -> Bool {
        range.isEmpty || runLength(from: range.lowerBound, enough: range.count) >= range.count
    }

    /// The first minute, from `lower` to `upper`, at which a run of `run` members starts.
    func firstRun(of run: Int, from lower: Int, through upper: Int) -> Int? {
        var position = next(from: lower)
        while let start = position, start <= upper {
            let length = runLength(from: start, enough: run)
            if length >= run { return start }
            position = next(from: start + length)
        }
        return nil
    }

    /// The last minute, from `lower` to `upper`, at which a run of `run` members starts.
    func lastRun(of run: Int, from lower: Int, through upper: Int) -> Int? {
        var end = min(upper, capacity - run) + run
        while end - run >= max(lower, 0) {
            let length = runLength(upTo: end)
            if length >= run { return end - run }
            guard let member = last(upTo: end - length - 1) else { return nil }
            end = member + 1
        }
        return nil
    }
}
