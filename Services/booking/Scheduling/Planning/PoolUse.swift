/// How many units of a pool are in use at each minute.
struct PoolUse: Sendable {
    let units: Int
    private var used: [UInt16]
    /// Minutes at which at least one unit is free.
    private(set) var free: HorizonMask

    init(_ pool: PlanningProblem.Pool, horizon: Int) {
        units = pool.units
        used = [UInt16](repeating: 0, count: horizon)
        free = HorizonMask(length: horizon, units > 0 ? [0..<horizon] : [])
        for range in pool.taken { change(by: 1, in: range) }
    }

    func has(_ wanted: Int, in range: Range<Int>) -> Bool {
        guard wanted > 1 else { return free.contains(range) }
        guard range.lowerBound >= 0, range.upperBound <= used.count else { return false }
        return range.allSatisfy { Int(used[$0]) + wanted <= units }
    }

    /// The first minute, from `lower` to `upper`, from which `wanted` units are free for `minutes`.
    func firstRun(of minutes: Int, wanting wanted: Int, from lower: Int, through upper: Int) -> Int? {
        guard wanted > 1 else { return free.firstRun(of: minutes, from: lower, through: upper) }
        var (position, run) = (max(lower, 0), 0)
        while position - run <= min(upper, used.count - minutes), position < used.count {
            run = Int(used[position]) + wanted <= units ? run + 1 : 0
            position += 1
            if run == minutes { return position - minutes }
        }
        return nil
    }

    mutating func change(by count: Int, in range: Range<Int>) {
        for minute in range.clamped(to: 0..<used.count) {
            let (before, now) = (Int(used[minute]), Int(used[minute]) + count)
            used[minute] = UInt16(clamping: now)
            if before < units, now >= units { free.remove(minute..<(minute + 1)) }
            if before >= units, now < units { free.insert(minute..<(minute + 1)) }
        }
    }
}
