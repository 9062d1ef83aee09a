import Foundation

/// What somebody may want of an appointment that a workshop's policy has a say in.
public enum AppointmentChange: String, StringEnum {
    case move, cancel
}

/// What a change of an appointment costs its customer, as agreed to when it was made. It is owed, not paid.
public struct ChargedFee: Codable, Sendable, Hashable {
    public var change: AppointmentChange
    public var amount: Money
    public var at: Date
    public init(change: AppointmentChange, amount: Money, at: Date) {
        self.change = change
        self.amount = amount
        self.at = at
    }
}
