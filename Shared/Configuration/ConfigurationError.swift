/// A setting that is missing or breaks its rule. Names both, and never shows the value: it may hold a password.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The variable of the environment.
    public let name: String
    /// What it should have been, ready to read after the name: "must be …".
    public let rule: String

    /// For rules a service checks by itself.
    public init(name: String, rule: String) {
        self.name = name
        self.rule = rule
    }

    public var description: String { "\(name) \(rule)" }
}
