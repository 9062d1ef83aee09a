import Configuration

/// How requests leave the process.
public struct HTTPClientConfiguration: Sendable {
    /// What connecting may take, TLS included. `PITCREW_OUTBOUND_CONNECT_TIMEOUT`, 5s.
    public var connectTimeout = Duration.seconds(5)
    /// A PEM file of authorities to trust instead of the system's. `PITCREW_OUTBOUND_AUTHORITIES`, none.
    public var authorities: String?
    /// Transfers at once; more wait their turn. `PITCREW_OUTBOUND_CONCURRENCY`, 256.
    public var maximumRunning = 256
    /// Connections to the mail server, each with one message at a time. `PITCREW_SMTP_CONNECTIONS`, 4.
    public var mailConnections = 4
    /// Transfers that may wait; more are refused.
    public var maximumWaiting = 4096
    /// What running transfers are given when the service stops.
    public var drainTimeout = Duration.seconds(5)

    public init() {}

    /// From the environment.
    public init(settings: Settings) throws(ConfigurationError) {
        connectTimeout = try settings.duration(
            "PITCREW_OUTBOUND_CONNECT_TIMEOUT", default: connectTimeout, in: .milliseconds(10)...(.seconds(60))
        )
        authorities = try settings.optionalString("PITCREW_OUTBOUND_AUTHORITIES")
        mailConnections = try settings.int("PITCREW_SMTP_CONNECTIONS", default: mailConnections, in: 1...64)
        maximumRunning = try settings.int("PITCREW_OUTBOUND_CONCURRENCY", default: maximumRunning, in: 1...10_000)
    }
}
