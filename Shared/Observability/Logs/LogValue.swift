/// One value of a log line's metadata.
public enum LogValue: Sendable, Hashable {
    case string(String)
    case int(Int)
    case double(Double)
    case bool(Bool)

    /// What kind of error it was, never its text: texts carry what users typed.
    public static func errorType(_ error: any Error) -> LogValue { .string(String(describing: type(of: error))) }

    /// The description of a value that is known to hold nothing personal: an id, a state, a duration.
    public static func describing(_ value: some Any) -> LogValue { .string(String(describing: value)) }
}

extension LogValue: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
    ExpressibleByBooleanLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}
