import Contracts
import Foundation
import JSONSchema
import TestSupport
import Testing

@testable import HTTP

struct CarCall: Codable, Sendable, SchemaAnnotated {
    let type: String
    let colour: String?

    static let schemaNotes: [String: SchemaNote] = ["colour": SchemaNote("Of the car.", values: ["red"], isRequired: true)]
}

@Suite struct WebhookDocumentTests {
    private static func document() throws -> (text: String, value: JSONValue) {
        var router = Router()
        greetings(&router)
        router.about = "How to begin."
        router.calls(["car.seen", "car.gone"].map { name in
            Webhook(
                name, summary: "Seen", description: "A car was seen.", headers: [.init("webhook-id", "Which call.", example: "msg_1")],
                answers: [.init("2XX", "Taken."), .init("default", "Not taken.")], example: CarCall(type: name, colour: "red")
            )
        })
        let server = URL(string: "https://pitcrew.test/api/cars")
        let document = OpenAPIDocument(title: "Cars", version: "1", server: server, router: router)
        #expect(document.gaps == [])
        return (String(decoding: document.render(), as: UTF8.self), try JSONCoding.decode(JSONValue.self, from: document.render()))
    }

    @Test func whatIsCalledIsDescribedByTheTypeOfTheBody() throws {
        let document = try Self.document().value
        #expect(document["info"]?["description"] == "How to begin.")
        #expect(document["servers"] == [["url": "https://pitcrew.test/api/cars"]])
        let post = document["webhooks"]?["car.gone"]?["post"]
        let content = post?["requestBody"]?["content"]?["application/json"]
        #expect(content?["example"] == ["type": "car.gone", "colour": "red"])
        #expect(content?["schema"] == ["allOf": [["$ref": "#/components/schemas/CarCall"], ["properties": ["type": ["const": "car.gone"]]]]])
        #expect(post?["responses"]?["2XX"]?["description"] == "Taken.")
        guard case .array(let headers)? = post?["parameters"] else { throw Problem(.internalError) }
        #expect(headers.map { $0["name"] } == ["webhook-id"])
    }

    @Test func aNoteNarrowsAndDescribesAMember() throws {
        let call = try Self.document().value["components"]?["schemas"]?["CarCall"]
        #expect(call?["properties"]?["colour"] == ["type": "string", "enum": ["red"], "description": "Of the car."])
        #expect(call?["required"] == ["colour", "type"])
    }

    @Test func aNoteOnNoMemberIsAGap() {
        struct Wrong: Codable, Sendable, SchemaAnnotated {
            let name: String

            static let schemaNotes: [String: SchemaNote] = ["nmae": "Slipped."]
        }
        let gaps = JSONSchema.of(Wrong.self).gaps
        #expect(gaps.count == 1)
        #expect(gaps.first?.hasSuffix("Wrong has a note on nmae, which is no member") == true)
    }

    @Test func theDocumentWithCallsIsValid() async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/check_openapi.py").path
        let text = try Self.document().text
        try await PythonPeer.with(script) { peer in
            let errors = try await peer.ask(text)
            #expect(errors == "[]")
            // The check is worth something only if it sees what is wrong with a call.
            let others = try await peer.ask(text.replacing(#""description":"Taken.""#, with: #""description":7"#))
            #expect(others != "[]")
        }
    }
}
