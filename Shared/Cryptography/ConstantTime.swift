import FoundationEssentials

/// Compares two byte strings in a time that depends on their lengths only.
public func constantTimeEquals(_ left: some ContiguousBytes, _ right: some ContiguousBytes) -> Bool {
    ConstantTimeComparison.equal(left, right)
}
