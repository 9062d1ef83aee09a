import Observability

/// Looks after an owner thread from outside.
enum Watchdog {
    /// Until cancelled.
    static func run(_ stuckGuard: StuckGuard, _ configuration: AMQPConfiguration, _ logger: Logger) async {
        let limit = configuration.heartbeat * 2
        while (try? await Task.sleep(for: configuration.heartbeat / 2)) != nil {
            if stuckGuard.check(limit: limit) {
                logger.error("connection to the broker was stuck and is cut", ["limit": .describing(limit)])
            }
        }
    }
}
