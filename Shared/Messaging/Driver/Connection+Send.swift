import CRabbitMQ
import Foundation

/// What we ask of the broker. None of these waits for an answer: it comes as a ``ConnectionEvent``.
extension Connection {
    func openChannel(_ channel: UInt16) throws(AMQPError) {
        try send(PITCREW_CHANNEL_OPEN, on: channel, amqp_channel_open_t())
    }

    func closeChannel(_ channel: UInt16) throws(AMQPError) {
        var method = amqp_channel_close_t()
        method.reply_code = UInt16(AMQP_REPLY_SUCCESS)
        try send(PITCREW_CHANNEL_CLOSE, on: channel, method)
    }

    func selectConfirms() throws(AMQPError) {
        try send(PITCREW_CONFIRM_SELECT, on: Self.mainChannel, amqp_confirm_select_t(nowait: 0))
    }

    func limitUnacknowledged(to count: Int) throws(AMQPError) {
        let qos = amqp_basic_qos_t(prefetch_size: 0, prefetch_count: UInt16(clamping: count), global: 0)
        try send(PITCREW_BASIC_QOS, on: Self.mainChannel, qos)
    }

    func consume(queue: String, consumerTag: String) throws(AMQPError) {
        arena.reset()
        var method = amqp_basic_consume_t()
        method.queue = try arena.bytes(queue)
        method.consumer_tag = try arena.bytes(consumerTag)
        try send(PITCREW_BASIC_CONSUME, on: Self.mainChannel, method)
    }

    func cancel(consumerTag: String) throws(AMQPError) {
        arena.reset()
        let method = amqp_basic_cancel_t(consumer_tag: try arena.bytes(consumerTag), nowait: 0)
        try send(PITCREW_BASIC_CANCEL, on: Self.mainChannel, method)
    }

    func declareQueue(
        _ queue: Topology.Queue, passive: Bool, on channel: UInt16 = Connection.sideChannel
    ) throws(AMQPError) {
        arena.reset()
        var method = amqp_queue_declare_t()
        method.queue = try arena.bytes(queue.name)
        method.passive = passive ? 1 : 0
        method.durable = queue.durable ? 1 : 0
        method.auto_delete = queue.autoDelete ? 1 : 0
        method.arguments = try arena.table(queue.arguments)
        try send(PITCREW_QUEUE_DECLARE, on: channel, method)
    }

    func declareExchange(
        _ exchange: Topology.Exchange, passive: Bool, on channel: UInt16 = Connection.sideChannel
    ) throws(AMQPError) {
        arena.reset()
        var method = amqp_exchange_declare_t()
        method.exchange = try arena.bytes(exchange.name)
        method.type = try arena.bytes(exchange.type)
        method.passive = passive ? 1 : 0
        method.durable = exchange.durable ? 1 : 0
        method.auto_delete = exchange.autoDelete ? 1 : 0
        method.`internal` = exchange.isInternal ? 1 : 0
        method.arguments = try arena.table(exchange.arguments)
        try send(PITCREW_EXCHANGE_DECLARE, on: channel, method)
    }

    func acknowledge(_ tag: UInt64, multiple: Bool) throws(AMQPError) {
        try check(amqp_basic_ack(state, Self.mainChannel, tag, multiple ? 1 : 0), "acknowledging")
    }

    func giveBack(_ tag: UInt64, requeue: Bool) throws(AMQPError) {
        try check(amqp_basic_reject(state, Self.mainChannel, tag, requeue ? 1 : 0), "giving a message back")
    }

    /// Requeues all that is outstanding up to the tag.
    func giveBackAll(through tag: UInt64) throws(AMQPError) {
        try check(amqp_basic_nack(state, Self.mainChannel, tag, 1, 1), "giving messages back")
    }

    /// Writes the message's frames. Its limits have been checked.
    func publish(_ message: OutgoingMessage) throws(AMQPError) {
        arena.reset()
        var properties = amqp_basic_properties_t()
        properties.delivery_mode = UInt8(AMQP_DELIVERY_PERSISTENT.rawValue)
        properties.content_type = try arena.bytes(message.contentType)
        properties.message_id = try arena.bytes(message.messageID)
        properties.type = try arena.bytes(message.type)
        properties.headers = try arena.table(message.headers)
        properties.timestamp = message.timestamp.map(AMQPTime.seconds) ?? 0
        properties._flags = flags(message)
        let exchange = try arena.bytes(message.exchange)
        let routingKey = try arena.bytes(message.routingKey)
        let status = message.body.withUnsafeBytes { body in
            // The library reads the body only; its type lacks the const.
            let bytes = amqp_bytes_t(len: body.count, bytes: UnsafeMutableRawPointer(mutating: body.baseAddress))
            let mandatory: amqp_boolean_t = message.mandatory ? 1 : 0
            return amqp_basic_publish(state, Self.mainChannel, exchange, routingKey, mandatory, 0, &properties, bytes)
        }
        try check(status, "publishing")
    }

    private func flags(_ message: OutgoingMessage) -> amqp_flags_t {
        var flags = AMQP_BASIC_DELIVERY_MODE_FLAG
        if !message.contentType.isEmpty { flags |= AMQP_BASIC_CONTENT_TYPE_FLAG }
        if !message.messageID.isEmpty { flags |= AMQP_BASIC_MESSAGE_ID_FLAG }
        if !message.type.isEmpty { flags |= AMQP_BASIC_TYPE_FLAG }
        if !message.headers.isEmpty { flags |= AMQP_BASIC_HEADERS_FLAG }
        if message.timestamp != nil { flags |= AMQP_BASIC_TIMESTAMP_FLAG }
        return amqp_flags_t(flags)
    }

    /// The method must be the one of that id: the library takes its word for it.
    func send<Method: BitwiseCopyable>(_ id: Int, on channel: UInt16, _ method: Method) throws(AMQPError) {
        var method = method
        let status = withUnsafeMutablePointer(to: &method) { amqp_send_method(state, channel, amqp_method_number_t(id), $0) }
        try check(status, "sending")
    }

    func check(_ status: Int32, _ action: String) throws(AMQPError) {
        guard status == AMQP_STATUS_OK.rawValue else {
            throw AMQPError(status: status, during: action, otherwise: .connectionLost)
        }
    }
}
