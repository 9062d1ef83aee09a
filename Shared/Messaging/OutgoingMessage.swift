import Foundation

/// One message to publish. It is always persistent.
public struct OutgoingMessage: Sendable, Hashable {
    public var exchange: String
    public var routingKey: String
    /// Whether the broker gives it back when no queue takes it. Needs a message id.
    public var mandatory: Bool
    /// The same for every attempt to publish the same thing: consumers recognise repetitions by it.
    public var messageID: String
    public var type: String
    public var contentType: String
    /// Whole seconds reach the other side.
    public var timestamp: Date?
    public var headers: MessageHeaders
    public var body: [UInt8]

    public init(
        exchange: String, routingKey: String, mandatory: Bool = true, messageID: String, type: String = "",
        contentType: String = "application/json", timestamp: Date? = nil, headers: MessageHeaders = [:], body: [UInt8]
    ) {
        self.exchange = exchange
        self.routingKey = routingKey
        self.mandatory = mandatory
        self.messageID = messageID
        self.type = type
        self.contentType = contentType
        self.timestamp = timestamp
        self.headers = headers
        self.body = body
    }
}

/// What the broker did with one message.
public enum PublishOutcome: Sendable, Hashable {
    /// Safe in every queue bound to it.
    case confirmed
    /// No queue took it: AMQP's reply code and text. Only for mandatory messages.
    case returned(code: Int, text: String)
    /// The broker could not or would not store it (basic.nack): a full queue, a failing one.
    case refused
}
