import Configuration

/// The settings of a server. Every bound has a default that suits a service behind nginx.
public struct HTTPServerConfiguration: Sendable {
    /// The numeric address to listen on; `PITCREW_HTTP_ADDRESS`.
    public var address = "127.0.0.1"
    /// The port, 0 for any free one; `PITCREW_HTTP_PORT`.
    public var port = 0
    /// Threads that read and write sockets. Handlers run on them until they first wait.
    public var threads = 2
    /// Connections at a time; more wait unaccepted. `PITCREW_HTTP_CONNECTIONS`.
    public var maximumConnections = 2000
    /// Longest body of a request, in bytes. A route may say otherwise.
    public var maximumBody = 1 << 20
    /// The same where anybody may call: reading a megabyte of JSON takes a thread of the server up to 40 ms.
    public var maximumStrangersBody = 64 << 10
    /// Longest request line and headers together, in bytes.
    public var maximumHead = 16 << 10
    /// What a handler has before the client gets 503; `PITCREW_HTTP_DEADLINE`. Until its first wait it runs on the server's own thread, where
    /// it must not compute for long: other connections wait for it.
    public var handlerDeadline: Duration = .seconds(30)
    /// What a new connection has to send its first request head.
    public var headTimeout: Duration = .seconds(10)
    /// What a connection may wait between requests. Longer than nginx keeps idle connections (60 s), so that nginx, which knows
    /// what it may repeat, is the one to close.
    public var idleTimeout: Duration = .seconds(75)
    /// What a client has to send one request to its end.
    public var requestTimeout: Duration = .seconds(30)
    /// What a client has to take an answer of known length.
    public var responseTimeout: Duration = .seconds(120)
    /// What requests in hand have to finish when the server stops.
    public var drainTimeout: Duration = .seconds(10)

    public init(address: String = "127.0.0.1", port: Int = 0) {
        self.address = address
        self.port = port
    }

    /// Reads the settings named above.
    public init(settings: Settings) throws(ConfigurationError) {
        address = try settings.string("PITCREW_HTTP_ADDRESS", default: "127.0.0.1")
        port = try settings.int("PITCREW_HTTP_PORT", default: 0, in: 0...65535)
        maximumConnections = try settings.int("PITCREW_HTTP_CONNECTIONS", default: 2000, in: 2...100_000)
        handlerDeadline = try settings.duration("PITCREW_HTTP_DEADLINE", default: .seconds(30))
    }

    var limits: EngineLimits {
        EngineLimits(
            head: headTimeout, idle: idleTimeout, request: requestTimeout, response: responseTimeout, headBytes: maximumHead
        )
    }
}
