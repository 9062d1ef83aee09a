/// How many units of a pool are free at each minute: for each count a mask of the minutes at which there are at least as many, so that a
/// range is taken word by word.
struct PoolUse: Sendable {
    /// At least 1 free, at least 2, and so on.
    private var atLeast: [HorizonMask]
    private let horizon: Int

    init(_ pool: PlanningProblem.Pool, horizon: Int) {
        self.horizon = horizon
        atLeast = (0..<max(pool.units, 0)).map { _ in HorizonMask(length: horizon, [0..<horizon]) }
        for range in pool.taken { take(1, in: range) }
    }

    func has(_ wanted: Int, in range: Range<Int>) -> Bool {
        wanted < 1 || wanted <= atLeast.count && atLeast[wanted - 1].contains(range)
    }

    /// The first minute, from `lower` to `upper`, from which `wanted` units are free for `minutes`.
    func firstRun(of minutes: Int, wanting wanted: Int, from lower: Int, through upper: Int) -> Int? {
        guard wanted <= atLeast.count else { return nil }
        return wanted < 1 ? lower : atLeast[wanted - 1].firstRun(of: minutes, from: lower, through: upper)
    }

    /// Where fewer are free than are taken, none is left, and as many as are given back later are free then: only what was taken where it
    /// was free may be given back.
    mutating func take(_ count: Int, in range: Range<Int>) {
        let range = range.clamped(to: 0..<horizon)
        for _ in 0..<count {
            for level in atLeast.indices.dropLast() { atLeast[level].assign(atLeast[level + 1], in: range) }
            if !atLeast.isEmpty { atLeast[atLeast.count - 1].remove(range) }
        }
    }

    mutating func giveBack(_ count: Int, in range: Range<Int>) {
        let range = range.clamped(to: 0..<horizon)
        for _ in 0..<count {
            for level in atLeast.indices.dropFirst().reversed() { atLeast[level].assign(atLeast[level - 1], in: range) }
            if !atLeast.isEmpty { atLeast[0].insert(range) }
        }
    }
}
