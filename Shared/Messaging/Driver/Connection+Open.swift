import CRabbitMQ
import Foundation

extension Connection {
    static func connect(_ state: amqp_connection_state_t, _ configuration: AMQPConfiguration) throws(AMQPError) {
        let socket = configuration.usesTLS ? try secureSocket(state, configuration) : amqp_tcp_socket_new(state)
        guard let socket else { throw AMQPError(.overloaded, "no memory for a socket") }
        var limit = timeval(configuration.connectTimeout)
        let status = amqp_socket_open_noblock(socket, configuration.host, Int32(configuration.port), &limit)
        guard status == AMQP_STATUS_OK.rawValue else {
            let action = "connecting to \(configuration.host):\(configuration.port)"
            throw AMQPError(status: status, during: action, otherwise: .unreachable)
        }
        var reply = timeval(configuration.replyTimeout)
        guard amqp_set_handshake_timeout(state, &limit) == AMQP_STATUS_OK.rawValue,
            amqp_set_rpc_timeout(state, &reply) == AMQP_STATUS_OK.rawValue
        else { throw AMQPError(.invalidArgument, "the time limits were not accepted") }
    }

    /// TLS as it should be: the library's defaults verify against nothing and allow old versions.
    private static func secureSocket(
        _ state: amqp_connection_state_t, _ configuration: AMQPConfiguration
    ) throws(AMQPError) -> OpaquePointer? {
        guard let socket = amqp_ssl_socket_new(state) else { return nil }
        amqp_ssl_socket_set_verify_peer(socket, 1)
        amqp_ssl_socket_set_verify_hostname(socket, 1)
        guard amqp_ssl_socket_set_ssl_versions(socket, AMQP_TLSv1_2, AMQP_TLSvLATEST) == AMQP_STATUS_OK.rawValue else {
            throw AMQPError(.tls, "TLS 1.2 is not to be had")
        }
        guard amqp_ssl_socket_set_cacert(socket, configuration.authorityFile) == AMQP_STATUS_OK.rawValue else {
            throw AMQPError(.tls, "the file of trusted authorities cannot be read")
        }
        return socket
    }

    static func login(_ state: amqp_connection_state_t, _ configuration: AMQPConfiguration, role: String) throws(AMQPError) {
        let heartbeat = Int32(min(max(configuration.heartbeat.components.seconds, 1), 600))
        let reply = pitcrew_login(
            state, configuration.virtualHost, 16, AMQP_DEFAULT_FRAME_SIZE, heartbeat, "\(configuration.connectionName) \(role)",
            configuration.user, configuration.password.revealed)
        switch reply.reply_type {
        case AMQP_RESPONSE_NORMAL: return
        case AMQP_RESPONSE_SERVER_EXCEPTION: throw refusal(reply.reply)
        default: throw AMQPError(status: reply.library_error, during: "the login", otherwise: .unreachable)
        }
    }

    /// The broker closes the connection to say that it does not know the user, its password or the virtual host.
    private static func refusal(_ method: amqp_method_t) -> AMQPError {
        guard method.id == numericCast(PITCREW_CONNECTION_CLOSE), let decoded = method.decoded else {
            return AMQPError(.authentication, "the broker refused the login")
        }
        let close = decoded.load(as: amqp_connection_close_t.self)
        return .closed(by: Int(close.reply_code), close.reply_text.text, connection: true)
    }
}

extension timeval {
    /// At least a microsecond, for nothing means for ever in some of the library's calls.
    init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self.init(tv_sec: Int(max(seconds, 0)), tv_usec: Int(max(attoseconds / 1_000_000_000_000, 0)))
    }
}
