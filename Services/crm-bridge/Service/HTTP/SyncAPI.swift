import Contracts
import HTTP
import PostgreSQL

/// How the queue to the CRM stands.
struct SyncAPI: Sendable {
    let database: PostgresClient
    let isOn: Bool
    let clock: any WallClock

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/sync", operation: "showSync", summary: "What the CRM has yet to be told, and whether it listens",
            access: CustomersAPI.access, output: SyncStatus.self
        ) { _, _, _ in
            guard let status = try await SyncStore.state(at: clock.now(), isOn: isOn, in: database) else { throw Problem(.internalError) }
            return .ok(status)
        }
    }
}
