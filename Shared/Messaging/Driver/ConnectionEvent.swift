/// What the broker says, complete and copied out of the C library's memory.
enum ConnectionEvent: Sendable {
    case delivery(Delivery)
    case returned(ReturnedMessage)
    /// basic.ack of what we published.
    case confirmed(tag: UInt64, multiple: Bool)
    /// basic.nack of what we published.
    case refused(tag: UInt64, multiple: Bool)
    /// The broker ended our subscription.
    case consumerCancelled
    case queueDeclared(messages: Int, consumers: Int)
    /// The broker's yes to a question without more to say.
    case agreed(Agreement)
    /// The broker closed a channel; we have answered.
    case channelClosed(channel: UInt16, AMQPError)
    case blocked(reason: String)
    case unblocked
}

/// The questions that are answered by a bare yes.
enum Agreement: Sendable, Hashable {
    case channelOpen, channelClose, confirmSelect, qos, consume, cancel, exchangeDeclare
}

/// A message no queue took.
struct ReturnedMessage: Sendable, Hashable {
    let code: Int
    let text: String
    let messageID: String
}
