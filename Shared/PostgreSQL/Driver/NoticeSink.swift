import CPostgreSQL
import Observability

/// Takes the server's notices and warnings, which libpq would print to standard error.
final class NoticeSink: Sendable {
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    /// The sink must outlive the connection.
    func attach(to connection: OpaquePointer) {
        _ = PQsetNoticeReceiver(connection, { context, result in
            guard let context, let result else { return }
            Unmanaged<NoticeSink>.fromOpaque(context).takeUnretainedValue().receive(ServerMessage(result))
        }, Unmanaged.passUnretained(self).toOpaque())
    }

    private func receive(_ message: ServerMessage) {
        let error = message.error
        let fields: [String: LogValue] = ["sql_state": .string(error.sqlState), "text": .string(error.message)]
        if message.severity == "WARNING" || message.severity == "FATAL" {
            logger.warning("the database server sent a warning", fields)
        } else {
            logger.debug("the database server sent a notice", fields)
        }
    }
}
