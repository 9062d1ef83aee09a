import CRabbitMQ

/// A message on its way in: its method frame has come, its header and body are still to come.
struct ContentAssembly {
    /// What the broker stores at most, by default; more is not a message but an attack or a torn stream.
    static let maximumBody: UInt64 = 128 * 1024 * 1024

    enum Head {
        case delivery
        case returned(code: Int, text: String)
    }

    private let head: Head
    private var delivery: Delivery
    private var missing: Int?

    init(_ deliver: amqp_basic_deliver_t, texts: inout RepeatedTexts) {
        head = .delivery
        delivery = Delivery(
            tag: deliver.delivery_tag, redelivered: deliver.redelivered != 0, exchange: texts.exchange(deliver.exchange),
            routingKey: texts.routingKey(deliver.routing_key))
    }

    init(_ returned: amqp_basic_return_t) {
        head = .returned(code: Int(returned.reply_code), text: returned.reply_text.text)
        delivery = Delivery(tag: 0, exchange: "", routingKey: "")
    }

    /// Takes the header frame.
    mutating func begin(size: UInt64, _ properties: amqp_basic_properties_t?, texts: inout RepeatedTexts) throws(AMQPError) {
        guard missing == nil, size <= Self.maximumBody else {
            throw AMQPError(.protocolViolation, "a header frame that is out of turn or announces too much")
        }
        missing = Int(size)
        delivery.body.reserveCapacity(Int(size))
        if let properties { delivery.take(properties, texts: &texts) }
    }

    /// Takes one frame of the body.
    mutating func append(_ fragment: UnsafeRawBufferPointer) throws(AMQPError) {
        guard let missing, fragment.count <= missing else {
            throw AMQPError(.protocolViolation, "a body frame that is out of turn or too long")
        }
        delivery.body.append(contentsOf: fragment)
        self.missing = missing - fragment.count
    }

    /// The message, once nothing of it is missing.
    var event: ConnectionEvent? {
        guard missing == 0 else { return nil }
        switch head {
        case .delivery: return .delivery(delivery)
        case .returned(let code, let text):
            return .returned(ReturnedMessage(code: code, text: text, messageID: delivery.messageID ?? ""))
        }
    }
}

extension Delivery {
    fileprivate mutating func take(_ properties: amqp_basic_properties_t, texts: inout RepeatedTexts) {
        func has(_ flag: Int32) -> Bool { properties._flags & amqp_flags_t(flag) != 0 }
        if has(AMQP_BASIC_MESSAGE_ID_FLAG) { messageID = properties.message_id.text }
        if has(AMQP_BASIC_TYPE_FLAG) { type = texts.type(properties.type) }
        if has(AMQP_BASIC_CONTENT_TYPE_FLAG) { contentType = texts.contentType(properties.content_type) }
        if has(AMQP_BASIC_TIMESTAMP_FLAG) { timestamp = AMQPTime.date(properties.timestamp) }
        if has(AMQP_BASIC_HEADERS_FLAG) {
            headers = HeaderTable.headers(properties.headers)
            deliveryCount = headers["x-delivery-count"]?.intValue
        }
    }
}
