import Foundation

/// One message as it came from a queue.
public struct Delivery: Sendable, Hashable {
    /// The broker's number of it on this connection. Only the consumer settles by it.
    public var tag: UInt64
    /// The broker has handed it out before, here or elsewhere.
    public var redelivered: Bool
    /// How often a quorum queue has handed it out before; nil on the first time and from other queues.
    public var deliveryCount: Int?
    public var exchange: String
    public var routingKey: String
    public var messageID: String?
    public var type: String?
    public var contentType: String?
    public var timestamp: Date?
    public var headers: MessageHeaders
    public var body: [UInt8]

    public init(
        tag: UInt64, redelivered: Bool = false, deliveryCount: Int? = nil, exchange: String, routingKey: String,
        messageID: String? = nil, type: String? = nil, contentType: String? = nil, timestamp: Date? = nil,
        headers: MessageHeaders = [:], body: [UInt8] = []
    ) {
        self.tag = tag
        self.redelivered = redelivered
        self.deliveryCount = deliveryCount
        self.exchange = exchange
        self.routingKey = routingKey
        self.messageID = messageID
        self.type = type
        self.contentType = contentType
        self.timestamp = timestamp
        self.headers = headers
        self.body = body
    }
}

/// What is to happen to a delivery.
public enum Settlement: String, Sendable, Hashable, CaseIterable {
    /// Done with: the broker forgets it.
    case acknowledge
    /// Not done with: the broker hands it out again, soon.
    case requeue
    /// Never to be done: the broker dead-letters it, or drops it where no dead-letter exchange is set.
    case reject
}
