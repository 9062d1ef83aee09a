import CRabbitMQ

/// Memory for what one outgoing frame points to. The pointers are good until the next ``reset()``; one owner thread.
final class Arena {
    private let pool: UnsafeMutablePointer<amqp_pool_t>

    init() {
        pool = .allocate(capacity: 1)
        init_amqp_pool(pool, 32 * 1024)
    }

    deinit {
        empty_amqp_pool(pool)
        pool.deallocate()
    }

    func reset() { recycle_amqp_pool(pool) }

    /// The text's bytes, copied.
    func bytes(_ text: String) throws(AMQPError) -> amqp_bytes_t {
        var text = text
        let copied = text.withUTF8 { copy(UnsafeRawBufferPointer($0)) }
        guard let copied else { throw Self.outOfMemory }
        return copied
    }

    func bytes(_ bytes: [UInt8]) throws(AMQPError) -> amqp_bytes_t {
        guard let copied = bytes.withUnsafeBytes({ copy($0) }) else { throw Self.outOfMemory }
        return copied
    }

    /// Room for so many values of a C type, zeroed.
    func array<Element>(of count: Int, _ type: Element.Type) throws(AMQPError) -> UnsafeMutablePointer<Element>? {
        guard count > 0 else { return nil }
        let size = count * MemoryLayout<Element>.stride
        guard let memory = amqp_pool_alloc(pool, size) else { throw Self.outOfMemory }
        memset(memory, 0, size)
        return memory.bindMemory(to: Element.self, capacity: count)
    }

    private func copy(_ source: UnsafeRawBufferPointer) -> amqp_bytes_t? {
        guard let base = source.baseAddress, source.count > 0 else { return amqp_bytes_t() }
        guard let memory = amqp_pool_alloc(pool, source.count) else { return nil }
        memory.copyMemory(from: base, byteCount: source.count)
        return amqp_bytes_t(len: source.count, bytes: memory)
    }

    private static let outOfMemory = AMQPError(.overloaded, "no memory for a frame")
}
