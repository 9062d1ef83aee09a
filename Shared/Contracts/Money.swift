/// An amount of money in minor units (cents, fils) of one currency; never a floating-point number.
public struct Money: Codable, Sendable, Hashable {
    /// Minor units; negative for a refund.
    public let amount: Int
    /// ISO 4217 code, upper case.
    public let currency: String

    public init(amount: Int, currency: String) {
        self.amount = amount
        self.currency = currency
    }

    /// So much more; what cannot be counted stays at the end of what can, instead of ending the process.
    public func adding(_ more: Int) -> Money {
        let (sum, isTooMuch) = amount.addingReportingOverflow(more)
        return Money(amount: isTooMuch ? (more > 0 ? .max : .min) : sum, currency: currency)
    }
}

/// Labour in tenths of an hour, the unit of the trade's labour guides: 15 is an hour and a half.
public typealias LabourTime = Int

extension LabourTime {
    /// The same time in minutes; a tenth of an hour is exactly six.
    public var labourMinutes: Int { self * 6 }
}
