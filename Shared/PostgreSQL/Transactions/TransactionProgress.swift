/// Where a transaction stands, and what travels with its next statement: a value, free of I/O.
struct TransactionProgress {
    /// BEGIN at first, later savepoints and what was enqueued: sent in front of the next statement, which saves their round trips.
    private(set) var pending: [SQL]
    /// A statement was enqueued: there is something to commit.
    private(set) var hasEnqueued = false
    /// Such a statement may still be pending.
    var hasUnsent: Bool { mayHaveUnsent && !pending.isEmpty }
    private var mayHaveUnsent = false
    /// Statements that were pending may not have reached the server: what is there must not be committed.
    private(set) var isDoomed = false
    private var savepoints = 0
    private(set) var isRunning = false
    private(set) var hasEnded = false

    /// It begins with nothing but BEGIN.
    private let isPlain: Bool

    init(begin: [SQL]) {
        pending = begin
        isPlain = begin.map(\.text) == [Self.begin]
    }

    /// All statements of the transaction so far, where none has been sent and it needs nothing at its beginning.
    var unsentWhole: [SQL]? { isPlain && pending.first?.text == Self.begin ? Array(pending.dropFirst()) : nil }

    /// A statement is about to run; `finish` must follow.
    mutating func start() throws(PostgresError) {
        guard !hasEnded else { throw .misuse("the transaction has ended") }
        guard !isRunning else { throw .misuse("a transaction runs one statement at a time: await one before the next") }
        isRunning = true
    }

    mutating func finish() { isRunning = false }

    /// What to send in front. Put it back with `restore` if none of it was sent.
    mutating func takePending() -> [SQL] {
        defer { (pending, mayHaveUnsent) = ([], false) }
        return pending
    }

    mutating func restore(_ unsent: [SQL]) {
        pending = unsent + pending
        mayHaveUnsent = hasEnqueued
    }

    /// A statement whose result nobody waits for.
    mutating func enqueue(_ statement: SQL) throws(PostgresError) {
        guard !hasEnded else { throw .misuse("the transaction has ended") }
        pending.append(statement)
        hasEnqueued = true
        mayHaveUnsent = true
    }

    /// What was pending is lost. A BEGIN alone is not: it is put back.
    mutating func doom() { isDoomed = isDoomed || hasEnqueued }

    /// Names a new savepoint, which is sent with the next statement.
    mutating func enterSavepoint() -> String {
        savepoints += 1
        let name = "p\(savepoints)"
        pending.append(Self.enter(name))
        return name
    }

    /// The savepoint's body succeeded. Nothing needs to be sent now.
    mutating func releaseSavepoint(_ name: String) {
        if let index = unsent(name) { pending.remove(at: index) } else { pending.append(Self.release(name)) }
    }

    /// The savepoint's body failed. True if the server has to be told, with what is pending.
    mutating func undoSavepoint(_ name: String) -> Bool {
        if let index = unsent(name) {
            // What was enqueued since goes with it.
            pending.removeSubrange(index...)
            return false
        }
        pending = [SQL("ROLLBACK TO SAVEPOINT \(unescaped: name)"), Self.release(name)]
        return true
    }

    /// Nothing more can run. False if it had ended before.
    mutating func end() -> Bool {
        defer { hasEnded = true }
        return !hasEnded
    }

    private static let begin = "BEGIN"

    /// Where a savepoint waits to be sent.
    private func unsent(_ name: String) -> Int? { pending.firstIndex { $0.text == Self.enter(name).text } }

    private static func enter(_ name: String) -> SQL { "SAVEPOINT \(unescaped: name)" }
    private static func release(_ name: String) -> SQL { "RELEASE SAVEPOINT \(unescaped: name)" }
}
