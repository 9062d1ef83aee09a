import Foundation

extension SplitMix64 {
    /// From 0 to `bound` - 1.
    mutating func next(below bound: UInt64) -> UInt64 { bound > 0 ? next().multipliedFullWidth(by: bound).high : 0 }

    mutating func index(below bound: Int) -> Int { Int(next(below: UInt64(max(bound, 0)))) }

    /// From 0 up to, not including, 1.
    mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A standard normal number (Box and Muller 1958).
    mutating func gaussian() -> Double { (-2 * log(max(unit(), 1e-12))).squareRoot() * cos(2 * .pi * unit()) }
}
