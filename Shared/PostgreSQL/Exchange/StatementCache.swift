/// The prepared statements of one connection by their text, the least recently used leaving first.
struct StatementCache {
    private let limit: Int
    private var statements: [String: PreparedStatement] = [:]
    private var clock = 0
    private var named = 0
    /// Names the server should forget, at the next opportunity.
    private(set) var discarded: [String] = []

    init(limit: Int) { self.limit = max(1, limit) }

    var count: Int { statements.count }

    /// The statement for a text, new ones not prepared yet. Statements used since `batchStart` are never evicted: the
    /// batch under way still needs them.
    mutating func statement(for text: String, batchStart: Int) -> PreparedStatement {
        clock += 1
        if let known = statements[text] {
            known.lastUse = clock
            return known
        }
        evictIfFull(batchStart: batchStart)
        named += 1
        let statement = PreparedStatement(name: "s\(named)", text: text)
        statement.lastUse = clock
        statements[text] = statement
        return statement
    }

    /// Marks the beginning of a batch.
    func startBatch() -> Int { clock + 1 }

    /// Forgets a statement the server refused or invalidated.
    mutating func remove(_ statement: PreparedStatement) {
        guard statements[statement.text] === statement else { return }
        statements[statement.text] = nil
        if statement.isPrepared { discarded.append(statement.name) }
    }

    mutating func takeDiscarded() -> [String] {
        defer { discarded = [] }
        return discarded
    }

    /// The server could not forget these now.
    mutating func discardLater(_ names: [String]) { discarded += names }

    private mutating func evictIfFull(batchStart: Int) {
        guard statements.count >= limit else { return }
        let oldest = statements.values.min { $0.lastUse < $1.lastUse }
        if let oldest, oldest.lastUse < batchStart { remove(oldest) }
    }
}
