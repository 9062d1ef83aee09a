/// Where a transaction stands, and what travels with its next statement: a value, free of I/O.
struct TransactionProgress {
    /// BEGIN at first, later savepoints: sent in front of the next statement, which saves their round trips.
    private(set) var pending: [SQL]
    private var savepoints = 0
    private(set) var isRunning = false
    private(set) var hasEnded = false

    init(begin: [SQL]) { pending = begin }

    /// A statement is about to run; `finish` must follow.
    mutating func start() throws(PostgresError) {
        guard !hasEnded else { throw .misuse("the transaction has ended") }
        guard !isRunning else { throw .misuse("a transaction runs one statement at a time: await one before the next") }
        isRunning = true
    }

    mutating func finish() { isRunning = false }

    /// What to send in front. Put it back with `restore` if none of it was sent.
    mutating func takePending() -> [SQL] {
        defer { pending = [] }
        return pending
    }

    mutating func restore(_ unsent: [SQL]) { pending = unsent + pending }

    /// Names a new savepoint, which is sent with the next statement.
    mutating func enterSavepoint() -> String {
        savepoints += 1
        let name = "p\(savepoints)"
        pending.append(Self.enter(name))
        return name
    }

    /// The savepoint's body succeeded. Nothing needs to be sent now.
    mutating func releaseSavepoint(_ name: String) {
        if !forgetUnsent(name) { pending.append(Self.release(name)) }
    }

    /// The savepoint's body failed. True if the server has to be told, with what is pending.
    mutating func undoSavepoint(_ name: String) -> Bool {
        if forgetUnsent(name) { return false }
        pending = [SQL("ROLLBACK TO SAVEPOINT \(unescaped: name)"), Self.release(name)]
        return true
    }

    /// Nothing more can run. False if it had ended before.
    mutating func end() -> Bool {
        defer { hasEnded = true }
        return !hasEnded
    }

    /// A savepoint still pending held nothing, nor did those inside it.
    private mutating func forgetUnsent(_ name: String) -> Bool {
        guard let index = pending.firstIndex(where: { $0.text == Self.enter(name).text }) else { return false }
        pending.removeSubrange(index...)
        return true
    }

    private static func enter(_ name: String) -> SQL { "SAVEPOINT \(unescaped: name)" }
    private static func release(_ name: String) -> SQL { "RELEASE SAVEPOINT \(unescaped: name)" }
}
