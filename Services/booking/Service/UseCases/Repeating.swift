import Concurrency
import PostgreSQL

/// Runs the body again where the server asked for it: a deadlock or a failed serialization.
/// - Throws: `BookingError.busy` where the database is away or has no connection to spare.
func repeatingOnDeadlock<Value>(attempts: Int = 3, _ body: () async throws -> Value) async throws -> Value {
    var attempt = 1
    while true {
        do {
            return try await body()
        } catch let error as PostgresError where error.isRetriable && attempt < attempts {
            try await Task.sleep(for: Backoff(base: .milliseconds(10), cap: .milliseconds(200)).delay(attempt: attempt))
            attempt += 1
        } catch let error as PostgresError where error.isConnectionLoss || error.kind == .poolExhausted {
            throw BookingError.busy
        }
    }
}
