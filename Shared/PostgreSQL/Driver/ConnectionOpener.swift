import CPostgreSQL
import Dispatch
import Glibc
import Observability

/// Opens connections, one after the other, on a thread of its own: resolving names, connecting and authenticating block.
final class ConnectionOpener: Sendable {
    typealias Completion = @Sendable (Result<Connection, PostgresError>) -> Void

    private let configuration: PostgresConfiguration
    private let loop: EventLoop
    private let notices: NoticeSink
    private let queue = DispatchQueue(label: "postgres.connect")

    init(configuration: PostgresConfiguration, loop: EventLoop, logger: Logger) {
        self.configuration = configuration
        self.loop = loop
        notices = NoticeSink(logger: logger)
    }

    /// Opens a connection and prepares its session. `onClose` runs when a connection that was handed over is closed,
    /// `completion` once.
    func open(
        id: Int, at start: UInt64 = Uptime.now, onClose: @escaping @Sendable (Connection) -> Void,
        completion: @escaping Completion
    ) {
        queue.asyncAfter(deadline: DispatchTime(uptimeNanoseconds: start)) { [self] in
            do throws(PostgresError) {
                let connection = Connection(id: id, adopting: try connect(), loop: loop, onClose: onClose)
                prepare(connection, completion)
            } catch {
                completion(.failure(error))
            }
        }
    }

    private func prepare(_ connection: Connection, _ completion: @escaping Completion) {
        let settings = Batch.pipeline([ConnectionString.sessionSettings(configuration)])
        connection.start(
            settings, operation: connection.newOperation(), deadline: Uptime.after(configuration.connectTimeout)
        ) { result in
            switch result {
            case .success: completion(.success(connection))
            case .failure(let error):
                connection.close()
                completion(.failure(.unavailable((error as? PostgresError)?.message ?? "cancelled")))
            }
        }
    }

    private func connect() throws(PostgresError) -> sending Session {
        guard ConnectionString.isValid(configuration.url.revealed) else {
            throw .unavailable("the database URL cannot be parsed")
        }
        let parameters = ConnectionString.parameters(configuration)
        let pointer = withCStrings(parameters.map(\.name)) { names in
            withCStrings(parameters.map(\.value)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let pointer else { throw .unavailable("out of memory") }
        guard PQstatus(pointer) == CONNECTION_OK else {
            defer { PQfinish(pointer) }
            throw .unavailable(PQerrorMessage(pointer).map { String(cString: $0).trimmedLine } ?? "")
        }
        guard let session = Session(adopting: pointer, notices: notices, statementLimit: configuration.preparedStatements) else {
            throw .unavailable("the connection does not enter pipeline mode")
        }
        return session
    }

    /// A NULL-terminated array of C strings, valid during `body`.
    private func withCStrings<Value>(_ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>) -> Value) -> Value {
        let copies = strings.map { strdup($0) }
        defer { copies.forEach { free($0) } }
        let pointers: [UnsafePointer<CChar>?] = copies.map { $0.map { UnsafePointer($0) } } + [nil]
        return body(pointers)
    }
}
