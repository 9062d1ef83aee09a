/// Receives notifications once; nil means that no more will come.
typealias NotificationWaiter = @Sendable (NotificationBuffer?) -> Void

extension Connection {
    /// Awaits notifications. nil once the connection is closed or the task is cancelled.
    func nextNotifications() async -> NotificationBuffer? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                nextNotifications { continuation.resume(returning: $0) }
                if Task.isCancelled { stopListening() }
            }
        } onCancel: {
            stopListening()
        }
    }
}
