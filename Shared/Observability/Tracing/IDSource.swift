import Synchronization

/// Random words for ids, without the system call each number of the system's generator costs: SplitMix64 from a random seed.
///
/// Good for ids that must not collide; not for anything that must not be guessed.
final class IDSource: Sendable {
    /// For the first and the second half of an id: two independent seeds, so that 128 bits tell two processes apart.
    static let high = IDSource()
    static let low = IDSource()

    private let state = Atomic(UInt64.random(in: .min ... .max))

    /// The next word, never zero.
    func next() -> UInt64 {
        var word = state.wrappingAdd(0x9E37_79B9_7F4A_7C15, ordering: .relaxed).newValue
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        word ^= word >> 31
        return word == 0 ? 1 : word
    }
}
