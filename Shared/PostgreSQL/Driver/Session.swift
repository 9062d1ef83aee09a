import CPostgreSQL

/// The one owner of a libpq connection. Not `Sendable`: a `Connection` keeps it under its lock, and drops it to close.
final class Session {
    let pointer: OpaquePointer
    let socket: Int32
    let cancelRequest: CancelRequest
    private let notices: NoticeSink
    var statements: StatementCache
    var operation: Operation?
    var notifications = NotificationBuffer()
    /// Whoever waits for notifications.
    var notificationWaiter: NotificationWaiter?
    /// libpq could not write all; the loop watches for room.
    var hasUnsentData = false
    /// How the connection broke.
    var loss: PostgresError?
    /// Leads to the wrong place or was told to go: not to be used again.
    var isDoomed = false

    /// Takes ownership of an open connection.
    init?(adopting pointer: OpaquePointer, notices: NoticeSink, statementLimit: Int) {
        self.pointer = pointer
        self.notices = notices
        socket = PQsocket(pointer)
        cancelRequest = CancelRequest(connection: pointer)
        statements = StatementCache(limit: statementLimit)
        notices.attach(to: pointer)
        if PQsetnonblocking(pointer, 1) != 0 || PQenterPipelineMode(pointer) != 1 { return nil }
    }

    deinit { PQfinish(pointer) }

    /// Neither in a transaction nor in the middle of something.
    var isIdle: Bool { operation == nil && PQtransactionStatus(pointer) == PQTRANS_IDLE }

    var isOpen: Bool { PQstatus(pointer) == CONNECTION_OK }

    var backend: Int32 { PQbackendPID(pointer) }

    /// libpq's description of the last failure. Its own words: no data of ours.
    var lastError: PostgresError {
        loss ?? .connectionLost(PQerrorMessage(pointer).map { String(cString: $0).trimmedLine } ?? "")
    }

    /// Takes the operation off the connection once its answer is complete.
    func takeFinished() -> Operation? {
        guard let operation, operation.isComplete else { return nil }
        for statement in operation.exchange.unusable { statements.remove(statement) }
        statements.discardLater(operation.exchange.unforgotten)
        if operation.exchange.failure?.isWrongServer == true { isDoomed = true }
        self.operation = nil
        return operation
    }

    /// The notifications to hand over, if there are any and someone waits.
    func takeNotified() -> (NotificationWaiter, NotificationBuffer?)? {
        guard !notifications.isEmpty, let waiter = notificationWaiter else { return nil }
        notificationWaiter = nil
        return (waiter, notifications.take())
    }
}
