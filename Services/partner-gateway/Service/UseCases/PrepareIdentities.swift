import Lifecycle

/// Makes what signing in needs, once the database is migrated, then has nothing more to do.
struct PrepareIdentities: Service {
    let name = "identities"
    let keys: RotateSigningKey
    let staff: SeedStaff?

    func run() async throws {
        try await keys.ensure()
        try await staff?.run()
        while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
    }
}
