/// What a connection is for: publishing or consuming. All of it is called on the connection's owner thread and never waits,
/// except in ``begin(_:)``.
protocol ConnectionRole: AnyObject {
    /// A connection is there: prepare its channels.
    func begin(_ connection: Connection) throws(AMQPError)
    /// The broker said something.
    func receive(_ event: ConnectionEvent, on connection: Connection) throws(AMQPError)
    /// Take what others ask for, do what can be done now, and say what to wait for.
    func advance(_ connection: Connection, now: ContinuousClock.Instant) throws(AMQPError) -> NextStep
    /// The connection is gone, or could not be made. What was in flight on it is not coming back.
    func lost(_ error: AMQPError)
    /// Whether to stop trying.
    var isStopping: Bool { get }
    /// Waits for others to ask for something, or for what the connection says.
    func sleep(socket: Int32?, writable: Bool, within limit: Duration)
}

/// What an owner thread does next.
enum NextStep: Equatable {
    /// There is more to do at once.
    case again
    /// Wait for the broker, for others, until then at the latest; also for room to write.
    case wait(writable: Bool, until: ContinuousClock.Instant?)
    /// All is done: say farewell.
    case finished
}
