import Configuration

/// How to reach the database, and the bounds of everything that waits for it.
public struct PostgresConfiguration: Sendable {
    /// `postgresql://user@host:port/database?sslmode=…`, as libpq takes it; several hosts and `target_session_attrs` work too.
    /// `PITCREW_DATABASE_URL`.
    public var url: Secret
    /// Overrides the URL's. `PITCREW_DATABASE_PASSWORD` or `PITCREW_DATABASE_PASSWORD_FILE`.
    public var password: Secret?
    /// The most connections held at once. `PITCREW_DATABASE_CONNECTIONS`, 8.
    public var connections: Int
    /// How long the server works on one statement. `PITCREW_DATABASE_STATEMENT_TIMEOUT`, 10 s.
    public var statementTimeout: Duration
    /// How long a task waits for a free connection. `PITCREW_DATABASE_WAIT`, 5 s.
    public var poolTimeout: Duration
    /// How long connecting to one host may take. `PITCREW_DATABASE_CONNECT_TIMEOUT`, 5 s.
    public var connectTimeout: Duration
    /// How long the server keeps a transaction open that does nothing: the net under a client that hangs.
    public var idleTransactionTimeout = Duration.seconds(60)
    /// What the client grants an answer beyond the server's own limit before it closes the connection.
    public var answerGrace = Duration.seconds(2)
    /// Tasks that may wait for a connection at once; more are refused immediately.
    public var maximumWaiters = 2_000
    /// Prepared statements kept per connection.
    public var preparedStatements = 256
    /// Shown in the server's `pg_stat_activity`.
    public var applicationName = "pitcrew"

    /// A configuration made in code.
    public init(
        url: Secret, password: Secret? = nil, connections: Int = 8, statementTimeout: Duration = .seconds(10),
        poolTimeout: Duration = .seconds(5), connectTimeout: Duration = .seconds(5)
    ) {
        self.url = url
        self.password = password
        self.connections = max(1, connections)
        self.statementTimeout = statementTimeout
        self.poolTimeout = poolTimeout
        self.connectTimeout = connectTimeout
    }

    /// A configuration made in code.
    public init(url: String, connections: Int = 8) {
        self.init(url: Secret(url), connections: connections)
    }

    /// Reads the variables named at each property.
    public init(settings: Settings) throws(ConfigurationError) {
        self.init(
            url: try settings.secret("PITCREW_DATABASE_URL"),
            password: try settings.optionalSecret("PITCREW_DATABASE_PASSWORD"),
            connections: try settings.int("PITCREW_DATABASE_CONNECTIONS", default: 8, in: 1...200),
            statementTimeout: try settings.duration("PITCREW_DATABASE_STATEMENT_TIMEOUT", default: .seconds(10)),
            poolTimeout: try settings.duration("PITCREW_DATABASE_WAIT", default: .seconds(5)),
            connectTimeout: try settings.duration("PITCREW_DATABASE_CONNECT_TIMEOUT", default: .seconds(5))
        )
        guard ConnectionString.isValid(url.revealed) else {
            throw ConfigurationError(name: "PITCREW_DATABASE_URL", rule: "must be postgresql://user@host:port/database")
        }
    }

    /// How long one round trip may take.
    var answerTimeout: Duration { statementTimeout + answerGrace }
}
