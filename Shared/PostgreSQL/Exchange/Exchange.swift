/// What one batch of statements expects from the server, and what it has received: a value, fed by the driver, free of I/O.
///
/// A batch is a pipeline: some statements to forget, then prepare and execute steps, each section ended by a
/// synchronisation point. The first failure makes the server skip the rest up to that point.
struct Exchange {
    /// One thing sent, in order.
    enum Step {
        case prepare(PreparedStatement)
        case execute(PreparedStatement)
        case forget(name: String)
        /// A synchronisation point.
        case sync
        /// A whole script by the simple protocol: any number of results, no synchronisation point.
        case script
    }

    /// One thing received.
    enum Reply {
        case table(ResultTable)
        case failure(PostgresError)
        /// Skipped because an earlier step failed.
        case skipped
        /// The current step has no more results.
        case end
        case synced
    }

    let steps: [Step]
    private(set) var position = 0
    private(set) var tables: [ResultTable] = []
    /// The first failure; later ones are its consequences.
    private(set) var failure: PostgresError?
    /// Statements whose preparation did not happen, or that no longer fit.
    private(set) var unusable: [PreparedStatement] = []
    /// Names the server still knows.
    private(set) var unforgotten: [String] = []

    init(steps: [Step]) { self.steps = steps }

    var isFinished: Bool { position == steps.count }

    /// The statement whose result comes next, for its columns.
    var current: PreparedStatement? {
        if position < steps.count, case .execute(let statement) = steps[position] { statement } else { nil }
    }

    mutating func receive(_ reply: Reply) {
        guard position < steps.count else { return }
        switch (steps[position], reply) {
        case (.sync, .synced), (.script, .end), (.prepare, .end), (.execute, .end), (.forget, .end):
            position += 1
        case (.prepare(let statement), .table):
            statement.isPrepared = true
        case (.prepare(let statement), .skipped):
            unusable.append(statement)
        case (.prepare(let statement), .failure(let error)):
            unusable.append(statement)
            record(error)
        case (.execute(let statement), .table(let table)):
            if statement.columns == nil { statement.columns = table.columns }
            tables.append(table)
        case (.script, .table(let table)):
            tables.append(table)
        case (.execute(let statement), .failure(let error)):
            if error.isStalePlan { unusable.append(statement) }
            record(error)
        case (.forget(let name), .failure(let error)):
            if error.sqlState != "26000" { unforgotten.append(name) }  // 26000: it is gone already
        case (.forget(let name), .skipped):
            unforgotten.append(name)
        case (_, .failure(let error)):
            record(error)
        default:
            break
        }
    }

    private mutating func record(_ error: PostgresError) {
        if failure == nil { failure = error }
    }
}
