import CRabbitMQ

@testable import Messaging

/// Header tables as bytes on the wire, through the C library that reads them.
enum HeaderTableBytes {
    /// The table whose content the bytes are; nil where the library refuses them.
    static func read(_ content: [UInt8]) -> MessageHeaders? {
        var pool = amqp_pool_t()
        init_amqp_pool(&pool, 4096)
        defer { empty_amqp_pool(&pool) }
        var framed = withUnsafeBytes(of: UInt32(content.count).bigEndian, Array.init) + content
        return framed.withUnsafeMutableBytes { bytes in
            var (table, offset) = (amqp_table_t(), 0)
            let encoded = amqp_bytes_t(len: bytes.count, bytes: bytes.baseAddress)
            guard amqp_decode_table(encoded, &pool, &table, &offset) == AMQP_STATUS_OK.rawValue else { return nil }
            return HeaderTable.headers(table)
        }
    }

    /// The content of a table, without its length.
    static func write(_ values: MessageHeaders) throws -> [UInt8] {
        let arena = Arena()
        var table = try arena.table(values)
        var bytes = [UInt8](repeating: 0, count: try HeaderValue.encodedSize(of: values, depth: 0))
        var offset = 0
        let status = bytes.withUnsafeMutableBytes { amqp_encode_table(amqp_bytes_t(len: $0.count, bytes: $0.baseAddress), &table, &offset) }
        try demand(status == AMQP_STATUS_OK.rawValue, "a table that passed the limits cannot be encoded: \(status)")
        return Array(bytes[4..<offset])
    }
}
