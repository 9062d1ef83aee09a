import Concurrency

/// Checks over AMQP that exchanges and queues exist in the form wanted; creates nothing.
///
/// For the start of a service: a difference is thrown as ``AMQPError`` with the broker's words (`notFound`, `mismatch`), a
/// broker that is away as an error that ``AMQPError/isRetriable``. Where the user may not declare, only the existence is
/// checked. Bindings and policies cannot be seen over AMQP.
public func passiveCheck(
    exchanges: [Topology.Exchange] = [], queues: [Topology.Queue] = [], configuration: AMQPConfiguration
) async throws {
    let thread = SerialThread(name: "amqp-check")
    try await thread.run { () throws(AMQPError) in
        let connection = try Connection(configuration, role: "check")
        for exchange in exchanges { try connection.verify(exchange) }
        for queue in queues { try connection.verify(queue) }
        connection.close()
    }
}

extension Connection {
    fileprivate func verify(_ exchange: Topology.Exchange) throws(AMQPError) {
        try verify("exchange \(exchange.name)", until: { if case .agreed(.exchangeDeclare) = $0 { true } else { false } }) {
            passive throws(AMQPError) in try declareExchange(exchange, passive: passive)
        }
    }

    fileprivate func verify(_ queue: Topology.Queue) throws(AMQPError) {
        try verify("queue \(queue.name)", until: { if case .queueDeclared = $0 { true } else { false } }) {
            passive throws(AMQPError) in try declareQueue(queue, passive: passive)
        }
    }

    /// First passively, which fails when it is missing, so that the second question, which compares the arguments, creates
    /// nothing.
    private func verify(
        _ label: String, until isAnswer: (ConnectionEvent) -> Bool, _ declare: (_ passive: Bool) throws(AMQPError) -> Void
    ) throws(AMQPError) {
        for passive in [true, false] {
            try ask({ () throws(AMQPError) in try openChannel(Self.sideChannel) }, until: .channelOpen)
            do throws(AMQPError) {
                try ask({ () throws(AMQPError) in try declare(passive) }, until: isAnswer)
            } catch {
                // The broker has closed the channel with its refusal.
                if error.code == .accessRefused, !passive { continue }
                throw AMQPError(error.code, "\(label): \(error.text)", replyCode: error.replyCode)
            }
            try ask({ () throws(AMQPError) in try closeChannel(Self.sideChannel) }, until: .channelClose)
        }
    }
}
