import Lifecycle
import Observability

/// Makes what signing in needs, once the database is migrated, then tells of the signing keys again and again.
struct PrepareIdentities: Service {
    let name = "identities"
    let keys: RotateSigningKey
    let staff: SeedStaff?
    let logger: Logger

    func run() async throws {
        try await keys.announce()
        try await staff?.run()
        while (try? await Task.sleep(for: keys.period)) != nil { await announceAgain() }
    }

    /// Who missed it hears it the next time.
    private func announceAgain() async {
        do {
            try await keys.announce()
        } catch {
            logger.warning("Announcing the signing keys failed", ["error": .string(String(describing: error))])
        }
    }
}
