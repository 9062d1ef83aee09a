import Foundation

/// The settings of a process, read from its environment.
///
/// A setting `NAME` is the variable `NAME`, or the content of the file that `NAME_FILE` names, trimmed; both at once is an
/// error, for it is unclear which is meant. An empty variable counts as absent, as compositions write `${NAME:-}`.
public struct Settings: Sendable {
    private let environment: [String: String]

    /// Settings from these variables; see ``process`` for those of the process.
    public init(environment: [String: String]) { self.environment = environment }

    /// The settings of this process.
    public static var process: Settings { Settings(environment: ProcessInfo.processInfo.environment) }

    /// The text of a setting, or its default; an error without either.
    public func string(_ name: String, default fallback: String? = nil) throws(ConfigurationError) -> String {
        try required(name, fallback, optionalString(name))
    }

    /// The text of a setting that may be absent.
    public func optionalString(_ name: String) throws(ConfigurationError) -> String? {
        let fileVariable = "\(name)_FILE"
        let direct = present(environment[name])
        guard let path = present(environment[fileVariable]) else { return direct }
        guard direct == nil else { throw ConfigurationError(name: name, rule: "and \(fileVariable) must not both be set") }
        return present(try SettingFile.read(path, variable: fileVariable))
    }

    /// A value that must not be seen.
    public func secret(_ name: String) throws(ConfigurationError) -> Secret { Secret(try string(name)) }

    /// A value that must not be seen and may be absent.
    public func optionalSecret(_ name: String) throws(ConfigurationError) -> Secret? {
        try optionalString(name).map(Secret.init)
    }

    private func present(_ value: String?) -> String? {
        guard let trimmed = value?.trimmingCharacters(in: .whitespacesAndNewlines), !trimmed.isEmpty else { return nil }
        return trimmed
    }

    /// The value read, else the default, else an error.
    func required<T>(_ name: String, _ fallback: T?, _ value: T?) throws(ConfigurationError) -> T {
        guard let found = value ?? fallback else {
            throw ConfigurationError(name: name, rule: "is required (set it, or \(name)_FILE to a file that holds it)")
        }
        return found
    }

    /// The value read and parsed; an error naming the rule when it does not parse.
    func parsed<T>(
        _ name: String, _ fallback: T?, rule: String, _ parse: (String) -> T?
    ) throws(ConfigurationError) -> T {
        try required(name, fallback, optional(name, rule: rule, parse))
    }

    /// The same for a setting that may be absent.
    func optional<T>(_ name: String, rule: String, _ parse: (String) -> T?) throws(ConfigurationError) -> T? {
        guard let text = try optionalString(name) else { return nil }
        guard let value = parse(text) else { throw ConfigurationError(name: name, rule: rule) }
        return value
    }
}
