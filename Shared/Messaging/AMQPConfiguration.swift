import Configuration
import Foundation

/// Where the broker is and how we speak to it.
public struct AMQPConfiguration: Sendable {
    public var host: String
    public var port: Int
    /// TLS 1.2 or later; the certificate and its name are verified.
    public var usesTLS: Bool
    /// PEM file of the authorities to trust.
    public var authorityFile: String
    public var virtualHost: String
    public var user: String
    public var password: Secret
    /// Seen in the broker's list of connections, with the role behind it.
    public var connectionName = ProcessInfo.processInfo.processName
    /// A peer silent for twice as long is taken for dead. Whole seconds.
    public var heartbeat: Duration = .seconds(10)
    /// For the connection to be made; as long again for the login.
    public var connectTimeout: Duration = .seconds(5)
    /// For the broker to answer a question, and to confirm a message.
    public var replyTimeout: Duration = .seconds(30)

    /// - `PITCREW_AMQP_URL`: `amqp://user@host:5672/vhost` or `amqps://…`; a path of `/%2F` or none is the virtual host `/`
    /// - `PITCREW_AMQP_PASSWORD` or `…_FILE`: goes before a password in the URL
    /// - `PITCREW_AMQP_CA_FILE`: authorities to trust; default `/etc/ssl/certs/ca-certificates.crt`
    public init(settings: Settings) throws(ConfigurationError) {
        let name = "PITCREW_AMQP_URL"
        let password = try settings.optionalSecret("PITCREW_AMQP_PASSWORD")
        guard let parsed = AMQPConfiguration(url: try settings.string(name), password: password) else {
            throw ConfigurationError(name: name, rule: "must look like amqp://user:password@host:5672/vhost")
        }
        self = parsed
        authorityFile = try settings.string("PITCREW_AMQP_CA_FILE", default: authorityFile)
    }

    /// Nil when the address is not one of AMQP.
    public init?(url: String, password: Secret? = nil) {
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(), ["amqp", "amqps"].contains(scheme),
            let host = parts.host, !host.isEmpty, let virtualHost = Self.virtualHost(path: parts.percentEncodedPath)
        else { return nil }
        usesTLS = scheme == "amqps"
        port = parts.port ?? (usesTLS ? 5671 : 5672)
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        self.virtualHost = virtualHost
        user = parts.user ?? "guest"
        self.password = password ?? Secret(parts.password ?? "guest")
        authorityFile = "/etc/ssl/certs/ca-certificates.crt"
        let texts = [self.host, virtualHost, user, self.password.revealed]
        guard (1...65535).contains(port), texts.allSatisfy(Self.isPlain) else { return nil }
    }

    private static func virtualHost(path: String) -> String? {
        let name = path.dropFirst()
        guard !name.isEmpty else { return "/" }
        return name.contains("/") ? nil : String(name).removingPercentEncoding
    }

    /// Fits AMQP's short strings and C's: a NUL would cut it.
    private static func isPlain(_ text: String) -> Bool { text.utf8.count <= 255 && !text.utf8.contains(0) }
}
