import CRabbitMQ

/// Copies header tables out of the C library's memory. What comes in is never trusted to be of a kind we know.
enum HeaderTable {
    static func headers(_ table: amqp_table_t, depth: Int = 0) -> MessageHeaders {
        guard table.num_entries > 0, let entries = table.entries else { return [:] }
        var headers = MessageHeaders()
        headers.reserveCapacity(Int(table.num_entries))
        for entry in UnsafeBufferPointer(start: entries, count: Int(table.num_entries)) {
            headers.append(entry.key.text, value(entry.value, depth: depth))
        }
        return headers
    }

    private static func value(_ field: amqp_field_value_t, depth: Int) -> HeaderValue {
        switch amqp_field_value_kind_t(rawValue: UInt32(field.kind)) {
        case AMQP_FIELD_KIND_UTF8: .string(field.value.bytes.text)
        case AMQP_FIELD_KIND_BYTES: .bytes(field.value.bytes.array)
        case AMQP_FIELD_KIND_BOOLEAN: .bool(field.value.boolean != 0)
        case AMQP_FIELD_KIND_I8: .int(Int(field.value.i8))
        case AMQP_FIELD_KIND_U8: .int(Int(field.value.u8))
        case AMQP_FIELD_KIND_I16: .int(Int(field.value.i16))
        case AMQP_FIELD_KIND_U16: .int(Int(field.value.u16))
        case AMQP_FIELD_KIND_I32: .int(Int(field.value.i32))
        case AMQP_FIELD_KIND_U32: .int(Int(field.value.u32))
        case AMQP_FIELD_KIND_I64: .int(Int(field.value.i64))
        case AMQP_FIELD_KIND_U64: Int(exactly: field.value.u64).map(HeaderValue.int) ?? .opaque(kind: field.kind)
        case AMQP_FIELD_KIND_F32: .double(Double(field.value.f32))
        case AMQP_FIELD_KIND_F64: .double(field.value.f64)
        case AMQP_FIELD_KIND_TIMESTAMP: AMQPTime.date(field.value.u64).map(HeaderValue.timestamp) ?? .opaque(kind: field.kind)
        case AMQP_FIELD_KIND_VOID: .null
        case AMQP_FIELD_KIND_TABLE where depth + 1 < HeaderValue.maximumDepth:
            .table(headers(field.value.table, depth: depth + 1).byName)
        case AMQP_FIELD_KIND_ARRAY where depth + 1 < HeaderValue.maximumDepth:
            .array(list(field.value.array, depth: depth + 1))
        default: .opaque(kind: field.kind)
        }
    }

    private static func list(_ array: amqp_array_t, depth: Int) -> [HeaderValue] {
        guard array.num_entries > 0, let entries = array.entries else { return [] }
        return UnsafeBufferPointer(start: entries, count: Int(array.num_entries)).map { value($0, depth: depth) }
    }
}

extension amqp_bytes_t {
    /// A copy; bytes that are not UTF-8 are repaired.
    var text: String { String(decoding: buffer, as: UTF8.self) }
    /// A copy.
    var array: [UInt8] { Array(buffer) }
    /// The library's memory itself: good until its buffers are released.
    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : len) }
}
