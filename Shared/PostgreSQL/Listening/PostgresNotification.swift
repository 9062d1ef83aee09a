/// What a listener hears.
public enum PostgresNotification: Sendable, Hashable {
    /// Listening has begun, or begun anew after the connection was lost or too much came at once: notifications may have
    /// been missed, so look at everything now.
    case listening
    /// Someone notified the channel.
    case message(String)
}

extension PostgresClient {
    /// Listens to a channel on a connection of its own, apart from the pool, and again whenever that connection is lost.
    /// Ends when the iterating task is cancelled or the client shuts down. The work is done by whoever iterates.
    public func listen(_ channel: String) -> AsyncStream<PostgresNotification> {
        let listener = Listener(channel: channel, client: self)
        return AsyncStream { await listener.next() } onCancel: { listener.stop() }
    }
}
