/// Why a message cannot be sent as it is. Names the part, never its content.
public struct EmailMessageError: Error, Sendable, Hashable, CustomStringConvertible {
    /// `from`, `to`, `subject`, `header List-Unsubscribe`, `attachment 1`, …
    public let part: String
    /// What it breaks, ready to read after the part.
    public let rule: String

    public init(part: String, rule: String) {
        (self.part, self.rule) = (part, rule)
    }

    public var description: String { "\(part) \(rule)" }
}
