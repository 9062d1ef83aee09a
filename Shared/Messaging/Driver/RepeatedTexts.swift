import CRabbitMQ

/// The last text of each property: exchange, routing key and type are the same for many messages, and comparing bytes is cheaper
/// than making a string.
struct RepeatedTexts {
    private struct Last {
        var bytes: [UInt8] = []
        var text = ""

        mutating func text(_ source: amqp_bytes_t) -> String {
            let buffer = source.buffer
            if buffer.count == bytes.count, buffer.elementsEqual(bytes) { return text }
            bytes = Array(buffer)
            text = source.text
            return text
        }
    }

    private var exchanges = Last()
    private var routingKeys = Last()
    private var types = Last()
    private var contentTypes = Last()

    mutating func exchange(_ bytes: amqp_bytes_t) -> String { exchanges.text(bytes) }
    mutating func routingKey(_ bytes: amqp_bytes_t) -> String { routingKeys.text(bytes) }
    mutating func type(_ bytes: amqp_bytes_t) -> String { types.text(bytes) }
    mutating func contentType(_ bytes: amqp_bytes_t) -> String { contentTypes.text(bytes) }
}
