import Contracts
import Foundation
import JSONSchema
import Testing

private struct Sample: Codable {
    var name: String
    var age: Int8?
    var tags: [String]
    var scores: [String: Double]
    var when: Date
    var day: LocalDate?
    var link: URL
}

private enum Mood: String, StringEnum {
    case good
    case veryGood = "very_good"
}

private struct Moods: Codable {
    var mood: Mood
    var moods: [Mood]
}

private struct Tree: Codable {
    var name: String
    var children: [Tree]
}

private struct Page<Item: Codable>: Codable {
    var items: [Item]
    var nextCursor: String?
}

private struct Sender: Codable {
    struct State: Codable { var a: Int }
    var state: State
}

private struct Receiver: Codable {
    struct State: Codable { var b: Int }
    var state: State
    var other: Sender.State
    var page: Page<Sender.State>
}

/// Text that is checked while it is decoded.
private struct Mail: Codable {
    let text: String
    init(from decoder: any Decoder) throws {
        text = try decoder.singleValueContainer().decode(String.self)
        guard text.contains("@") else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "must be an address"))
        }
    }
}

private struct Letter: Codable {
    var mail: Mail
    var after: Int
}

private enum Choice: Codable, SchemaCustomizable {
    case one(Int)
    case other(String)
    static let jsonSchema: JSONValue = ["oneOf": [["type": "object"], ["type": "object"]]]
    static var schemaExample: Choice { .one(1) }
}

private struct Stubborn: Codable {
    init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "never"))
    }
}

@Suite struct SchemaTests {
    /// Every contract describes itself completely.
    @Test(arguments: EventCatalogue.definitions.map(\.type.rawValue))
    func aContractHasNoGaps(type: String) throws {
        let definition = try #require(EventCatalogue.definition(of: EventType(type)))
        let schema = JSONSchema.of(definition.payload)
        #expect(schema.gaps == [])
        #expect(schema.definitions.isEmpty == false)
    }

    @Test func anObjectHasItsKeysTypesAndOptionality() {
        let schema = JSONSchema.of(Sample.self)
        #expect(schema.root == ["$ref": "#/$defs/Sample"])
        #expect(schema.definitions["Sample"] == [
            "type": "object",
            "required": ["link", "name", "scores", "tags", "when"],
            "properties": [
                "name": ["type": "string"],
                "age": ["type": "integer", "minimum": -128, "maximum": 127],
                "tags": ["type": "array", "items": ["type": "string"]],
                "scores": ["type": "object", "additionalProperties": ["type": "number"]],
                "when": ["type": "string", "format": "date-time"],
                "day": ["type": "string", "format": "date"],
                "link": ["type": "string", "format": "uri"],
            ],
        ])
    }

    @Test func anEnumerationListsItsWireNames() {
        let schema = JSONSchema.of(Moods.self)
        #expect(schema.definitions["Mood"] == ["type": "string", "enum": ["good", "very_good"]])
        #expect(schema.definitions["Moods"]?["properties"]?["mood"] == ["$ref": "#/$defs/Mood"])
        #expect(schema.definitions["Moods"]?["properties"]?["moods"]?["items"] == ["$ref": "#/$defs/Mood"])
    }

    @Test func aRecursiveTypeEnds() {
        let schema = JSONSchema.of(Tree.self)
        #expect(schema.definitions["Tree"]?["properties"]?["children"]?["items"] == ["$ref": "#/$defs/Tree"])
        #expect(schema.gaps == [])
    }

    @Test func typesOfTheSameNameStayApart() {
        let schema = JSONSchema.of(Receiver.self)
        #expect(schema.definitions.keys.sorted() == ["PageOfSenderState", "Receiver", "ReceiverState", "SenderState"])
    }

    @Test func aTypeThatChecksItsTextIsWalkedAllTheSame() {
        let schema = JSONSchema.of(Letter.self)
        #expect(schema.gaps == [])
        #expect(schema.definitions["Letter"]?["properties"]?["mail"] == ["type": "string"])
        #expect(schema.definitions["Letter"]?["required"] == ["after", "mail"])
    }

    @Test func aTypeMayDescribeItself() {
        let schema = JSONSchema.of([Choice].self)
        #expect(schema.root == ["type": "array", "items": ["$ref": "#/$defs/Choice"]])
        #expect(schema.definitions["Choice"] == Choice.jsonSchema)
    }

    @Test func whatCannotBeWalkedIsTold() {
        #expect(JSONSchema.of(Stubborn.self).gaps.count == 1)
    }

    @Test func aDocumentStandsAlone() {
        let document = JSONSchema.of(Money.self).document(identifier: "/schemas/money.json", title: "Money")
        #expect(document["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(document["$ref"] == "#/$defs/Money")
        #expect(document["$defs"]?["Money"]?["properties"]?["currency"] == ["type": "string"])
    }
}
