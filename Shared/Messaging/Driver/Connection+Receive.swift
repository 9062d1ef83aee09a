import CRabbitMQ
import Foundation

/// Reading: every frame is looked at by its method id, copied out, and its memory released, one after the other.
extension Connection {
    /// The next thing the broker said, or nil when nothing more has come within the time. Also keeps the heartbeat.
    func nextEvent(within limit: Duration = .zero) throws(AMQPError) -> ConnectionEvent? {
        let end = limit > .zero ? ContinuousClock.now + limit : nil
        while true {
            var wait = end.map { timeval(max($0 - .now, .zero)) } ?? timeval()
            let status = amqp_simple_wait_frame_noblock(state, frame, &wait)
            if status == AMQP_STATUS_TIMEOUT.rawValue { return nil }
            try check(status, "reading")
            defer { amqp_maybe_release_buffers_on_channel(state, frame.pointee.channel) }
            if let event = try interpret() { return event }
        }
    }

    /// Sends a question and waits for its answer; what else comes in between goes to `other`.
    func ask(
        _ question: () throws(AMQPError) -> Void, until isAnswer: (ConnectionEvent) -> Bool,
        other: (ConnectionEvent) throws(AMQPError) -> Void = { _ throws(AMQPError) in }
    ) throws(AMQPError) {
        let end = ContinuousClock.now + configuration.replyTimeout
        try question()
        while true {
            guard let event = try nextEvent(within: max(end - .now, .milliseconds(1))) else {
                throw AMQPError(.timedOut, "the broker did not answer")
            }
            if isAnswer(event) { return }
            if case .channelClosed(_, let error) = event { throw error }
            try other(event)
        }
    }

    /// The same for a question that is answered by a bare yes.
    func ask(_ question: () throws(AMQPError) -> Void, until agreement: Agreement) throws(AMQPError) {
        try ask(question, until: { if case .agreed(agreement) = $0 { true } else { false } })
    }

    private func interpret() throws(AMQPError) -> ConnectionEvent? {
        switch Int32(frame.pointee.frame_type) {
        case AMQP_FRAME_METHOD: return try interpret(frame.pointee.payload.method, channel: frame.pointee.channel)
        case AMQP_FRAME_HEADER:
            let header = frame.pointee.payload.properties
            let isBasic = header.class_id == UInt16(AMQP_BASIC_CLASS)
            let properties = isBasic ? header.decoded?.load(as: amqp_basic_properties_t.self) : nil
            try content?.begin(size: header.body_size, properties, texts: &texts)
        case AMQP_FRAME_BODY: try content?.append(frame.pointee.payload.body_fragment.buffer)
        default: return nil
        }
        guard let event = content?.event else { return nil }
        content = nil
        return event
    }

    private func interpret(_ method: amqp_method_t, channel: UInt16) throws(AMQPError) -> ConnectionEvent? {
        switch Int(method.id) {
        case PITCREW_BASIC_DELIVER:
            content = ContentAssembly(try fields(method), texts: &texts)
            return nil
        case PITCREW_BASIC_RETURN:
            content = ContentAssembly(try fields(method, as: amqp_basic_return_t.self))
            return nil
        case PITCREW_BASIC_ACK:
            let ack = try fields(method, as: amqp_basic_ack_t.self)
            return .confirmed(tag: ack.delivery_tag, multiple: ack.multiple != 0)
        case PITCREW_BASIC_NACK:
            let nack = try fields(method, as: amqp_basic_nack_t.self)
            return .refused(tag: nack.delivery_tag, multiple: nack.multiple != 0)
        case PITCREW_QUEUE_DECLARE_OK:
            let declared = try fields(method, as: amqp_queue_declare_ok_t.self)
            return .queueDeclared(messages: Int(declared.message_count), consumers: Int(declared.consumer_count))
        case PITCREW_CONNECTION_BLOCKED:
            return .blocked(reason: try fields(method, as: amqp_connection_blocked_t.self).reason.text)
        default: return try interpretRare(method, channel: channel)
        }
    }

    private func interpretRare(_ method: amqp_method_t, channel: UInt16) throws(AMQPError) -> ConnectionEvent? {
        switch Int(method.id) {
        case PITCREW_CONNECTION_UNBLOCKED: return .unblocked
        case PITCREW_BASIC_CANCEL: return .consumerCancelled
        case PITCREW_CHANNEL_OPEN_OK: return .agreed(.channelOpen)
        case PITCREW_CHANNEL_CLOSE_OK: return .agreed(.channelClose)
        case PITCREW_CONFIRM_SELECT_OK: return .agreed(.confirmSelect)
        case PITCREW_BASIC_QOS_OK: return .agreed(.qos)
        case PITCREW_BASIC_CONSUME_OK: return .agreed(.consume)
        case PITCREW_BASIC_CANCEL_OK: return .agreed(.cancel)
        case PITCREW_EXCHANGE_DECLARE_OK: return .agreed(.exchangeDeclare)
        case PITCREW_CHANNEL_FLOW:
            let flow = try fields(method, as: amqp_channel_flow_t.self)
            try send(PITCREW_CHANNEL_FLOW_OK, on: channel, amqp_channel_flow_ok_t(active: flow.active))
            return nil
        case PITCREW_CHANNEL_CLOSE:
            let close = try fields(method, as: amqp_channel_close_t.self)
            let error = AMQPError.closed(by: Int(close.reply_code), close.reply_text.text, connection: false)
            try send(PITCREW_CHANNEL_CLOSE_OK, on: channel, amqp_channel_close_ok_t())
            return .channelClosed(channel: channel, error)
        case PITCREW_CONNECTION_CLOSE:
            let close = try fields(method, as: amqp_connection_close_t.self)
            let error = AMQPError.closed(by: Int(close.reply_code), close.reply_text.text, connection: true)
            try send(PITCREW_CONNECTION_CLOSE_OK, on: 0, amqp_connection_close_ok_t())
            throw error
        default: return nil
        }
    }

    private func fields<Fields>(_ method: amqp_method_t, as type: Fields.Type = Fields.self) throws(AMQPError) -> Fields {
        guard let decoded = method.decoded else { throw AMQPError(.protocolViolation, "a method without fields") }
        return decoded.load(as: type)
    }
}
