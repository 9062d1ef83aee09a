import Contracts
import Lifecycle
import Observability
import PostgreSQL

/// Forgets codes, proofs and sessions that are over.
struct CleanIdentities: Service {
    let name = "identity cleaner"
    let database: PostgresClient
    let logger: Logger
    let clock: any WallClock
    private static let period = Duration.seconds(60)

    func run() async throws {
        while (try? await Task.sleep(for: Self.period)) != nil {
            do {
                try await SessionStore.clean(at: clock.now(), in: database)
            } catch {
                logger.warning("Forgetting what is over failed", ["error": .string(String(describing: error))])
            }
        }
    }
}
