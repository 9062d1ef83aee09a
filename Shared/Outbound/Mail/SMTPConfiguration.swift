import Configuration
import Contracts
import FoundationEssentials

/// The mail server we hand messages to.
public struct SMTPConfiguration: Sendable {
    /// How the connection is encrypted on `smtp://`; `smtps://` is always encrypted.
    public enum TLS: String, Sendable, CaseIterable {
        /// STARTTLS or nothing.
        case required
        /// STARTTLS where the server offers it.
        case opportunistic
        case none
    }

    /// `smtp://host:port` or `smtps://host:port`. `PITCREW_SMTP_URL`, required.
    public var url: URL
    /// `PITCREW_SMTP_TLS`, `required` unless the host is this machine.
    public var tls: TLS
    /// `PITCREW_SMTP_USERNAME`, none.
    public var username: String?
    /// `PITCREW_SMTP_PASSWORD`, none.
    public var password: Secret?
    /// The name we greet with. `PITCREW_SMTP_HELLO`, the machine's name.
    public var hello: String?
    /// What sending one message may take. `PITCREW_SMTP_DEADLINE`, 30s.
    public var deadline = Duration.seconds(30)

    public init(url: URL, tls: TLS? = nil, username: String? = nil, password: Secret? = nil) {
        self.url = url
        self.tls = tls ?? Self.defaultTLS(for: url)
        self.username = username
        self.password = password
    }

    /// From the environment. Credentials without encryption are refused, except to this machine.
    public init(settings: Settings) throws(ConfigurationError) {
        let url = try settings.url("PITCREW_SMTP_URL", schemes: ["smtp", "smtps"])
        self.init(
            url: url, tls: try settings.choice("PITCREW_SMTP_TLS", default: Self.defaultTLS(for: url)),
            username: try settings.optionalString("PITCREW_SMTP_USERNAME"),
            password: try settings.optionalSecret("PITCREW_SMTP_PASSWORD")
        )
        hello = try settings.optionalString("PITCREW_SMTP_HELLO")
        deadline = try settings.duration("PITCREW_SMTP_DEADLINE", default: deadline, in: .seconds(1)...(.seconds(600)))
        guard (username == nil) == (password == nil) else {
            throw ConfigurationError(name: "PITCREW_SMTP_USERNAME", rule: "and PITCREW_SMTP_PASSWORD must be set together")
        }
        guard username == nil || tls == .required || url.scheme == "smtps" || Self.isLoopback(url) else {
            throw ConfigurationError(name: "PITCREW_SMTP_TLS", rule: "must be required where a password is sent")
        }
        guard hello.map({ TextRules.isDomain($0) }) != false else {
            throw ConfigurationError(name: "PITCREW_SMTP_HELLO", rule: "must be a host name")
        }
    }

    private static func defaultTLS(for url: URL) -> TLS {
        isLoopback(url) ? .opportunistic : .required
    }

    private static func isLoopback(_ url: URL) -> Bool {
        guard let host = url.host()?.lowercased() else { return false }
        return host == "localhost" || host == "::1" || host == "[::1]" || (host.hasPrefix("127.") && IPAddress(host) != nil)
    }
}
