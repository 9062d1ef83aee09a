/// Numbers that look random and are the same for the same seed (SplitMix64; Steele, Lea, Flood 2014).
struct PlanRandom: RandomNumberGenerator, Sendable {
    /// One in so many people is left out of an insertion, which keeps a search from always taking the same first choice
    /// (Christiaens and Vanden Berghe 2020, "blinks").
    static let blinkEvery: UInt64 = 60

    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to `bound` - 1.
    mutating func next(below bound: UInt64) -> UInt64 { bound > 0 ? next().multipliedFullWidth(by: bound).high : 0 }

    mutating func index(below bound: Int) -> Int { Int(next(below: UInt64(max(bound, 0)))) }

    /// From 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }
}
