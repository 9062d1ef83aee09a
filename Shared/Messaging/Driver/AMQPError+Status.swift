import CRabbitMQ

extension AMQPError {
    /// From the library's status.
    init(status: Int32, during action: String, otherwise code: Code) {
        let text = amqp_error_string2(status).map { String(cString: $0) } ?? "status \(status)"
        self.init(Self.code(status) ?? code, "\(action): \(text)")
    }

    private static func code(_ status: Int32) -> Code? {
        switch amqp_status_enum(rawValue: status) {
        case AMQP_STATUS_SSL_ERROR, AMQP_STATUS_SSL_HOSTNAME_VERIFY_FAILED, AMQP_STATUS_SSL_PEER_VERIFY_FAILED,
            AMQP_STATUS_SSL_CONNECTION_FAILED:
            .tls
        case AMQP_STATUS_BAD_AMQP_DATA, AMQP_STATUS_UNKNOWN_CLASS, AMQP_STATUS_UNKNOWN_METHOD,
            AMQP_STATUS_INCOMPATIBLE_AMQP_VERSION, AMQP_STATUS_WRONG_METHOD, AMQP_STATUS_UNEXPECTED_STATE:
            .protocolViolation
        case AMQP_STATUS_INVALID_PARAMETER, AMQP_STATUS_TABLE_TOO_BIG: .invalidArgument
        default: nil
        }
    }
}
