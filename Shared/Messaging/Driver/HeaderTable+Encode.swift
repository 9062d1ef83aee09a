import CRabbitMQ

extension Arena {
    /// The table as the C library wants it. Limits were checked before; see ``OutgoingMessage/checkLimits()``.
    func table(_ values: some Collection<MessageHeaders.Element>) throws(AMQPError) -> amqp_table_t {
        let entries = try array(of: values.count, amqp_table_entry_t.self)
        var index = 0
        for (key, value) in values {
            entries?[index].key = try bytes(key)
            entries?[index].value = try field(value)
            index += 1
        }
        return amqp_table_t(num_entries: Int32(index), entries: entries)
    }

    private func field(_ value: HeaderValue) throws(AMQPError) -> amqp_field_value_t {
        var field = amqp_field_value_t()
        switch value {
        case .string(let text):
            field.kind = UInt8(AMQP_FIELD_KIND_UTF8.rawValue)
            field.value.bytes = try bytes(text)
        case .bytes(let content):
            field.kind = UInt8(AMQP_FIELD_KIND_BYTES.rawValue)
            field.value.bytes = try bytes(content)
        case .int(let number):
            field.kind = UInt8(AMQP_FIELD_KIND_I64.rawValue)
            field.value.i64 = Int64(number)
        case .bool(let flag):
            field.kind = UInt8(AMQP_FIELD_KIND_BOOLEAN.rawValue)
            field.value.boolean = flag ? 1 : 0
        case .double(let number):
            field.kind = UInt8(AMQP_FIELD_KIND_F64.rawValue)
            field.value.f64 = number
        case .timestamp(let date):
            field.kind = UInt8(AMQP_FIELD_KIND_TIMESTAMP.rawValue)
            field.value.u64 = AMQPTime.seconds(date)
        case .table(let values):
            field.kind = UInt8(AMQP_FIELD_KIND_TABLE.rawValue)
            field.value.table = try table(values)
        case .array(let values):
            field.kind = UInt8(AMQP_FIELD_KIND_ARRAY.rawValue)
            field.value.array = try list(values)
        case .null:
            field.kind = UInt8(AMQP_FIELD_KIND_VOID.rawValue)
        case .opaque(let kind):
            throw AMQPError(.invalidArgument, "a header of the unread kind \(kind) cannot be sent")
        }
        return field
    }

    private func list(_ values: [HeaderValue]) throws(AMQPError) -> amqp_array_t {
        let entries = try array(of: values.count, amqp_field_value_t.self)
        for (index, value) in values.enumerated() { entries?[index] = try field(value) }
        return amqp_array_t(num_entries: Int32(values.count), entries: entries)
    }
}
