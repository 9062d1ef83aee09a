import Lifecycle

/// A part that must not run before the database is migrated and the broker's topology was found right.
struct Gated: Service {
    let name: String
    private let gate: Gate
    private let service: any Service

    init(_ service: any Service, behind gate: Gate) {
        name = service.name
        self.service = service
        self.gate = gate
    }

    func run() async throws {
        do { try await gate.wait() } catch { return }
        try await service.run()
    }
}
