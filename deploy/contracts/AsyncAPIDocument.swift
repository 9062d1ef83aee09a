import Contracts
import Foundation
import JSONSchema

/// The message map as an AsyncAPI 3.0 document: a channel per event type, an operation per publisher and consumer.
enum AsyncAPIDocument {
    static func render(_ definitions: [EventDefinition]) throws -> Data {
        var schemas = SchemaCollection(prefix: "#/components/schemas/")
        var channels: [String: JSONValue] = [:]
        var messages: [String: JSONValue] = [:]
        var operations: [String: JSONValue] = [:]
        for definition in definitions {
            let name = definition.type.rawValue
            messages[name] = try message(definition, payload: schemas.schema(of: definition.payload))
            channels[name] = channel(definition)
            operations["\(definition.publisher.rawValue).send.\(name)"] = operation("send", name)
            for consumer in definition.consumers { operations["\(consumer.rawValue).receive.\(name)"] = operation("receive", name) }
        }
        return try Revision.pretty(JSONValue.object([
            "asyncapi": "3.0.0",
            "info": ["title": "Pitcrew events", "version": "1", "license": ["name": "Apache-2.0"]],
            "defaultContentType": "application/json", "channels": .object(channels), "operations": .object(operations),
            "components": ["messages": .object(messages), "schemas": .object(schemas.definitions)],
        ]))
    }

    private static func message(_ definition: EventDefinition, payload: JSONValue) throws -> JSONValue {
        let example = try JSONCoding.decode(JSONValue.self, from: JSONCoding.encode(definition.payload.example))
        return [
            "name": .string(definition.type.rawValue), "summary": .string(definition.meaning), "payload": payload,
            "headers": headers(definition), "examples": [["payload": example]],
        ]
    }

    /// CloudEvents attributes travel as headers with the prefix `ce-`.
    private static func headers(_ definition: EventDefinition) -> JSONValue {
        let text: JSONValue = ["type": "string"]
        let names = ["specversion", "id", "source", "type", "subject", "time", "dataschema", "aggregateversion", "region", "dataclass"]
        var properties = Dictionary(uniqueKeysWithValues: names.map { ("ce-" + $0, text) })
        properties["ce-type"] = ["const": .string(definition.type.rawValue)]
        properties["ce-dataclass"] = ["const": .string(definition.dataClass.rawValue)]
        properties["ce-traceparent"] = text
        return ["type": "object", "properties": .object(properties), "required": .array(names.map { .string("ce-" + $0) })]
    }

    private static func channel(_ definition: EventDefinition) -> JSONValue {
        let name = definition.type.rawValue
        return [
            "address": .string(name), "description": .string(definition.meaning),
            "messages": .object([name: ["$ref": .string("#/components/messages/\(name)")]]),
            "bindings": ["amqp": ["is": "routingKey", "exchange": ["name": "pitcrew.events", "type": "topic", "durable": true]]],
        ]
    }

    private static func operation(_ action: String, _ name: String) -> JSONValue {
        ["action": .string(action), "channel": ["$ref": .string("#/channels/\(name)")]]
    }
}
