/// Whole numbers as PostgreSQL writes them: an optional minus and digits.
enum DecimalText {
    static func read<Number: FixedWidthInteger & SignedInteger>(_ text: Span<UInt8>, as: Number.Type) -> Number? {
        let isNegative = text.count > 1 && text[0] == UInt8(ascii: "-")
        return digits(text, from: isNegative ? 1 : 0, to: text.count, negative: isNegative)
    }

    /// The digits of a range, at least one. Summed on the negative side, which reaches one further.
    static func digits<Number: FixedWidthInteger & SignedInteger>(
        _ text: Span<UInt8>, from start: Int, to end: Int, negative: Bool = false
    ) -> Number? {
        guard start < end else { return nil }
        var value: Number = 0
        for index in start..<end {
            let digit = text[index] &- 0x30
            guard digit <= 9 else { return nil }
            let (shifted, overflowed) = value.multipliedReportingOverflow(by: 10)
            let (sum, carried) = shifted.subtractingReportingOverflow(Number(digit))
            guard !overflowed, !carried else { return nil }
            value = sum
        }
        if negative { return value }
        return value == .min ? nil : -value
    }
}
