import Contracts
import Foundation

@testable import Messaging
@testable import Outbox

/// A message's way in: header table, attributes, body. The input's parts: message id, type, header table up to the length its first two
/// bytes say, body.
enum EnvelopeProperty {
    static let check: @Sendable ([UInt8]) throws -> Void = { bytes in
        guard bytes.count <= 1 << 16 else { return }
        var input = FuzzInput(bytes)
        let length = Int(input.byte()) << 8 | Int(input.byte())
        let rest = input.remainder()
        let headers = HeaderTableBytes.read(Array(rest.prefix(length))) ?? [:]
        try table(headers)
        var parts = FuzzInput(Array(rest.dropFirst(length)))
        let delivery = Delivery(
            tag: 1, exchange: "", routingKey: parts.text(), messageID: parts.text(), type: parts.text(), headers: headers,
            body: parts.remainder())
        try message(IncomingMessage(delivery))
    }

    /// What was read and can be sent is the same when it is sent and read.
    private static func table(_ headers: MessageHeaders) throws {
        try demand(depth(.table(headers.byName)) <= HeaderValue.maximumDepth, "nested deeper than the limit")
        guard (try? HeaderValue.encodedSize(of: headers, depth: 0)) != nil else { return }
        let bytes = try HeaderTableBytes.write(headers)
        guard let again = HeaderTableBytes.read(bytes) else { throw Violation(description: "cannot read what was written") }
        try demand(same(.table(again.byName), .table(headers.byName)), "another table when written and read")
        try demand(try HeaderValue.encodedSize(of: headers, depth: 0) == bytes.count + 4, "the size was not foreseen")
    }

    private static func message(_ message: IncomingMessage) throws {
        try demand(!message.attributes.contains { ($0 + $1).utf8.contains(0) }, "a NUL that PostgreSQL would refuse")
        try demand(!message.routingKey.utf8.contains(0), "a NUL in the routing key")
        let definition = EventCatalogue.definition(of: message.type) ?? EventCatalogue.definitions[message.body.count % 20]
        try event(definition.payload, message)
    }

    private static func event<Payload: EventPayload>(_ type: Payload.Type, _ message: IncomingMessage) throws {
        let event: Event<Payload>
        do {
            event = try message.event(type)
        } catch let error as UndecodableMessage {
            let isNamed = ["attribute ", "field ", "the body must be JSON"].contains { error.description.hasPrefix($0) }
            return try demand(isNamed, "undecodable without attribute or field: \(error)")
        } catch {
            throw Violation(description: "refused with \(type)")
        }
        guard UUID(uuidString: event.subject) != nil else { return }
        let outgoing = try OutgoingMessage(event: event)
        let again = try IncomingMessage(Delivery(
            tag: 1, exchange: outgoing.exchange, routingKey: outgoing.routingKey, messageID: outgoing.messageID, type: outgoing.type,
            headers: outgoing.headers, body: outgoing.body)).event(type)
        try demand(again.id == event.id && again.type == event.type && again.aggregateVersion == event.aggregateVersion, "another event")
        try demand(abs(again.time.timeIntervalSince(event.time)) < 0.001 && again.dataClass == event.dataClass, "other attributes")
        try demand(try JSONCoding.encode(again.payload) == JSONCoding.encode(event.payload), "another payload")
    }

    private static func depth(_ value: HeaderValue) -> Int {
        switch value {
        case .table(let values): 1 + (values.values.map(depth).max() ?? 0)
        case .array(let values): 1 + (values.map(depth).max() ?? 0)
        default: 0
        }
    }

    /// Equal, and not-a-number is itself.
    private static func same(_ one: HeaderValue, _ other: HeaderValue) -> Bool {
        switch (one, other) {
        case (.double(let a), .double(let b)): a == b || (a.isNaN && b.isNaN)
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy(same)
        case (.table(let a), .table(let b)): a.count == b.count && a.allSatisfy { name, value in b[name].map { same(value, $0) } ?? false }
        default: one == other
        }
    }
}
