/// What a database still lacks, and what in it contradicts the program: pure comparison.
struct MigrationPlan {
    /// A row of the migrations table.
    struct Applied: Hashable {
        let version: Int
        let name: String
        let checksum: String
    }

    /// To be applied, in order.
    let pending: [Migration]
    /// Applied by a newer program. Allowed: a schema serves the version before it, too.
    let newer: [Applied]

    init(_ known: [Migration], applied: [Applied]) throws(PostgresError) {
        let known = known.sorted { $0.version < $1.version }
        for (left, right) in zip(known, known.dropFirst()) where left.version == right.version {
            throw Self.failure("two migrations have version \(left.version): \(left.name) and \(right.name)")
        }
        var byVersion: [Int: Migration] = [:]
        for migration in known { byVersion[migration.version] = migration }
        let latest = known.last?.version ?? 0
        for row in applied where row.version <= latest {
            guard let migration = byVersion[row.version] else {
                throw Self.failure("the database has migration \(row.version) \(row.name), which this program does not know")
            }
            guard migration.checksum == row.checksum else {
                throw Self.failure("migration \(row.version) \(row.name) was changed after it was applied")
            }
        }
        let reached = applied.map(\.version).max() ?? 0
        let done = Set(applied.map(\.version))
        pending = known.filter { !done.contains($0.version) }
        if let late = pending.first(where: { $0.version < reached }) {
            throw Self.failure("migration \(late.version) \(late.name) is missing below version \(reached), which is applied")
        }
        newer = applied.filter { $0.version > latest }.sorted { $0.version < $1.version }
    }

    private static func failure(_ message: String) -> PostgresError { PostgresError(.migration, message: message) }
}
