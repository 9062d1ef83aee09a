import CPostgreSQL

/// libpq's connection parameters.
enum ConnectionString {
    /// Whether libpq can parse it. Its own message is not passed on: it may quote the password.
    static func isValid(_ text: String) -> Bool {
        var message: UnsafeMutablePointer<CChar>?
        let options = PQconninfoParse(text, &message)
        defer {
            PQconninfoFree(options)
            PQfreemem(message)
        }
        return options != nil && (text.hasPrefix("postgresql://") || text.hasPrefix("postgres://"))
    }

    /// Later ones win: the URL beats our defaults, and not the other way round.
    static func parameters(_ configuration: PostgresConfiguration) -> [(name: String, value: String)] {
        var parameters = [
            // libpq counts whole seconds, from two.
            ("connect_timeout", String(max(2, configuration.connectTimeout.components.seconds))),
            ("keepalives", "1"), ("keepalives_idle", "30"), ("keepalives_interval", "10"), ("keepalives_count", "3"),
            // How long sent data may stay unacknowledged: notices a dead network without waiting for keepalives.
            ("tcp_user_timeout", "15000"),
            ("application_name", configuration.applicationName),
            ("dbname", configuration.url.revealed),
            ("client_encoding", "UTF8"),
        ]
        if let password = configuration.password { parameters.append(("password", password.revealed)) }
        return parameters.map { (name: $0.0, value: $0.1) }
    }

    /// Settings of the session on which decoding and the time limits rest.
    static func sessionSettings(_ configuration: PostgresConfiguration) -> SQL {
        """
        SELECT set_config('TimeZone', 'UTC', false), set_config('DateStyle', 'ISO', false),
        set_config('bytea_output', 'hex', false),
        set_config('statement_timeout', \(milliseconds(configuration.statementTimeout)), false),
        set_config('idle_in_transaction_session_timeout', \(milliseconds(configuration.idleTransactionTimeout)), false)
        """
    }

    static func milliseconds(_ duration: Duration) -> String {
        String(max(1, Uptime.nanoseconds(duration) / 1_000_000))
    }
}
