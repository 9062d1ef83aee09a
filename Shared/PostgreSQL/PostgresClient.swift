import Concurrency
import Lifecycle
import Observability

/// A database: a pool of connections, all served by one thread.
///
/// Usable from the moment it is made. As a service its `run()` waits to be cancelled and then shuts the client down;
/// without it, call `shutDown()`. Every wait is bounded: for a connection, for an answer, for the server. Cancelling a
/// task that waits stops its statement on the server and leaves the connection clean or closed.
public final class PostgresClient: Service {
    let configuration: PostgresConfiguration
    let pool: ConnectionPool
    let opener: ConnectionOpener
    let logger: Logger
    let instruments: PostgresInstruments
    private let loop: EventLoop

    /// Starts the client's thread; connections are opened on demand.
    public init(configuration: PostgresConfiguration, logger: Logger, metrics: Metrics) {
        self.configuration = configuration
        self.logger = logger
        loop = EventLoop()
        opener = ConnectionOpener(configuration: configuration, loop: loop, logger: logger)
        pool = ConnectionPool(configuration: configuration, opener: opener, loop: loop, logger: logger)
        instruments = PostgresInstruments(metrics: metrics, pool: pool)
        loop.start()
        _ = loop.add(pool, token: loop.newToken())
    }

    deinit {
        pool.shutDown()
        loop.stop()
    }

    public var name: String { "postgres" }

    var isShutDown: Bool { pool.isShutDown }

    /// Returns when cancelled, once the transactions under way have ended or `shutDownTimeout` has passed.
    public func run() async throws {
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        await shutDown()
    }

    /// Refuses new work, lets the work under way end within `timeout`, then closes everything,
    /// listeners included.
    public func shutDown(timeout: Duration = .seconds(5)) async {
        pool.shutDown()
        await shielded { [pool] in
            let deadline = Uptime.after(timeout)
            while pool.usage.leased > 0, Uptime.now < deadline { try? await Task.sleep(for: .milliseconds(10)) }
        }
        loop.closeAll()
    }

    /// Runs one statement in a transaction of its own.
    @discardableResult
    public func query(_ sql: SQL) async throws -> [PostgresRow] {
        try await autocommit(sql).rows
    }

    /// Runs one statement in a transaction of its own.
    /// - Returns: how many rows it inserted, updated, deleted or returned.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await autocommit(sql).affected
    }

    /// Whether the database answers, within two seconds.
    public func ping() async -> Bool {
        (try? await run(["SELECT 1"], poolTimeout: .seconds(1), timeout: .seconds(1))) != nil
    }

    /// Leases a connection from the pool; whoever gets it gives it back.
    func leaseConnection(timeout: Duration? = nil) async throws -> Connection {
        try await instruments.timed { try await pool.acquire(timeout: timeout ?? configuration.poolTimeout) }
    }

    private func autocommit(_ sql: SQL) async throws -> ResultTable {
        let tables = try await run([sql], poolTimeout: configuration.poolTimeout, timeout: configuration.answerTimeout)
        guard let table = tables.first else { throw PostgresError.misuse("the statement gave no result") }
        return table
    }

    /// One round trip on a connection of the pool. Repeats what provably had no effect: a statement that met a connection
    /// just closed, or a plan made before a migration.
    private func run(_ statements: [SQL], poolTimeout: Duration, timeout: Duration) async throws -> [ResultTable] {
        var attempts = 0
        while true {
            attempts += 1
            let connection = try await leaseConnection(timeout: poolTimeout)
            defer { pool.release(connection) }
            do {
                return try await connection.run(.pipeline(statements), timeout: timeout)
            } catch let error as PostgresError where attempts < 4 && (error == .closedBeforeSending || error.isStalePlan) {
                continue
            } catch {
                instruments.count(error)
                throw error
            }
        }
    }
}
