extension HorizonMask {
    /// The minutes from which one of these is reached by a lag.
    /// - Parameter passable: minutes through which the lag may pass; members themselves are passable. Nil: any.
    func reached(after lag: ClosedRange<Int>, through passable: HorizonMask? = nil) -> HorizonMask {
        var result = HorizonMask(length: capacity)
        var pending: Range<Int>?
        forEachRun { run in
            let open = passable.map { $0.runLength(upTo: run.lowerBound) } ?? .max
            let first = run.lowerBound - min(lag.upperBound, open)
            let stretch = first..<Swift.max(run.upperBound - lag.lowerBound, first)
            // Runs come in ascending order, and so do both ends of what reaches them; those that touch are written as one.
            if let last = pending, !stretch.isEmpty, stretch.lowerBound <= last.upperBound {
                pending = min(last.lowerBound, stretch.lowerBound)..<Swift.max(last.upperBound, stretch.upperBound)
            } else if !stretch.isEmpty {
                if let last = pending { result.insert(last) }
                pending = stretch
            }
        }
        if let pending { result.insert(pending) }
        return result
    }

    /// The minutes that are reached from one of these by a lag: doubles the proven reach each step.
    func reaching(after lag: ClosedRange<Int>, through passable: HorizonMask? = nil) -> HorizonMask {
        var result = moved(on: lag.lowerBound, through: passable)
        var proven = 0
        while proven < lag.count - 1 {
            let step = min(proven + 1, lag.count - 1 - proven)
            result.formUnion(result.moved(on: step, through: passable))
            proven += step
        }
        return result
    }

    /// Each minute `distance` later, where all minutes in between are passable.
    private func moved(on distance: Int, through passable: HorizonMask?) -> HorizonMask {
        guard distance > 0 else { return self }
        guard let passable else { return movedLater(by: distance) }
        var open = HorizonMask(length: capacity)
        passable.forEachRun { run in
            if run.count >= distance { open.insert(run.lowerBound..<(run.upperBound - distance + 1)) }
        }
        return intersection(open).movedLater(by: distance)
    }
}
