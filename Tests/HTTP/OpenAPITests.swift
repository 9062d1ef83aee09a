import Contracts
import Foundation
import TestSupport
import Testing

@testable import HTTP

@Suite struct OpenAPITests {
    private static func document() throws -> (text: String, value: JSONValue) {
        var router = Router()
        greetings(&router)
        router.upload(
            .post, "/v1/import", operation: "importGreetings", summary: "Import.", access: .scopes(["write"]), row: Greeting.self
        ) { _, _, _ in .text("") }
        router.on(
            .put, "/v1/appointments/{appointmentId}/parts/{code}", operation: "putAppointment", summary: "Put.", access: .open,
            body: AppointmentState.self, output: AppointmentState.self
        ) { _, _, body in .ok(body) }
        let document = OpenAPIDocument(title: "Greetings", version: "1.0.0", router: router)
        #expect(document.gaps == [])
        let data = document.render()
        return (String(decoding: data, as: UTF8.self), try JSONCoding.decode(JSONValue.self, from: data))
    }

    @Test func theDocumentIsValid() async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peers/check_openapi.py").path
        let text = try Self.document().text
        try await PythonPeer.with(script) { peer in
            let errors = try await peer.ask(text)
            #expect(errors == "[]")
            // The check is worth something only if it can fail.
            let others = try await peer.ask(text.replacing(#""operationId":"ping""#, with: #""operationId":7"#))
            #expect(others != "[]")
        }
    }

    @Test func anOperationIsDescribedByItsTypes() throws {
        let document = try Self.document().value
        let greet = document["paths"]?["/greetings"]?["post"]
        #expect(greet?["requestBody"]?["content"]?["application/json"]?["schema"]?["$ref"] == "#/components/schemas/GreetingTaken")
        #expect(greet?["responses"]?["201"] != nil)
        #expect(greet?["responses"]?["409"]?["description"]?.stringValue?.contains("`greeting-taken`") == true)
        #expect(document["components"]?["schemas"]?["Greeting"]?["required"] == ["text"])
        guard case .array(let parameters)? = greet?["parameters"] else { throw Problem(.internalError) }
        #expect(parameters.first?["name"] == "Idempotency-Key")
    }

    @Test func aRefusalInAnotherFormStandsBesideTheProblemsOfItsStatus() throws {
        var router = Router()
        router.on(
            .post, "/token", operation: "issueToken", summary: "Issue.", access: .open, query: NoQuery.self, body: Credentials.self,
            output: Greeting.self, refusals: [400, 401]
        ) { _, _, _ in Reply(status: 401, body: Greeting(text: "no")) }
        let data = OpenAPIDocument(title: "Tokens", version: "1.0.0", router: router).render()
        let responses = try JSONCoding.decode(JSONValue.self, from: data)["paths"]?["/token"]?["post"]?["responses"]
        let form = JSONValue.object(["schema": ["$ref": "#/components/schemas/Greeting"]])
        #expect(responses?["401"]?["content"] == ["application/json": form])
        #expect(responses?["400"]?["content"]?["application/json"] == form)
        #expect(responses?["400"]?["content"]?["application/problem+json"] != nil)
        #expect(responses?["400"]?["description"]?.stringValue?.contains("`malformed-body`") == true)
    }

    @Test func aQueryBecomesParameters() throws {
        guard case .array(let parameters)? = try Self.document().value["paths"]?["/filter"]?["get"]?["parameters"] else {
            throw Problem(.internalError)
        }
        let byName = Dictionary(uniqueKeysWithValues: parameters.map { ($0["name"]?.stringValue ?? "", $0) })
        #expect(byName["workshopId"]?["required"] == true)
        #expect(byName["workshopId"]?["schema"]?["format"] == "uuid")
        #expect(byName["colours"]?["explode"] == false)
        #expect(byName["from"]?["required"] == false)
        #expect(byName["from"]?["allowEmptyValue"] == true)
        #expect(byName["workshopId"]?["allowEmptyValue"] == nil)
        #expect(byName["from"]?["schema"]?["format"] == "date")
    }

    @Test func whatIsTakenMayBeNullAndWhatIsGivenIsNot() throws {
        struct Wheel: Codable, Sendable {
            let size: Int?
        }
        struct Car: Codable, Sendable {
            let wheels: [Wheel]
            let number: Int
        }
        struct Plain: Codable, Sendable {
            let name: String
        }
        struct Bag: Codable, Sendable {
            let car: Car
            let plain: Plain
        }
        var router = Router()
        router.on(.put, "/cars", operation: "putCar", summary: "Put.", access: .open, body: Bag.self, output: Bag.self) { _, _, body in .ok(body) }
        let data = OpenAPIDocument(title: "Cars", version: "1.0.0", router: router).render()
        let document = try JSONCoding.decode(JSONValue.self, from: data)
        let (put, schemas) = (document["paths"]?["/cars"]?["put"], document["components"]?["schemas"])
        func name(_ content: JSONValue?) -> String {
            String(content?["content"]?["application/json"]?["schema"]?["$ref"]?.stringValue?.split(separator: "/").last ?? "")
        }
        let (taken, given) = (schemas?[name(put?["requestBody"])]?["properties"], schemas?[name(put?["responses"]?["200"])]?["properties"])
        // The difference is two types further in.
        #expect(taken?["car"] != given?["car"])
        #expect(taken?["plain"] == given?["plain"])
        func wheel(_ suffix: String) throws -> JSONValue? {
            guard case .object(let all)? = schemas else { return nil }
            return all.first { $0.key.hasSuffix("Wheel" + suffix) }?.value["properties"]?["size"]
        }
        #expect(try wheel("Taken") == ["anyOf": [["type": "integer", "format": "int64"], ["type": "null"]]])
        #expect(try wheel("")?["type"] == "integer")
    }

    @Test func aFormThatCannotBeReadIsAMalformedBody() throws {
        let problem = #expect(throws: Problem.self) { try QueryDecoder.decodeForm(Greeting.self, from: "text=%zz") }
        #expect(problem?.slug == "malformed-body")
        #expect(#expect(throws: Problem.self) { try QueryDecoder.decode(Greeting.self, from: "text=%zz") }?.slug == "invalid-parameter")
    }

    @Test func accessBecomesSecurity() throws {
        let paths = try Self.document().value["paths"]
        #expect(paths?["/ping"]?["get"]?["security"] == nil)
        #expect(paths?["/greetings/{id}"]?["delete"]?["security"] == [["bearer": ["ops", "write"]]])
        #expect(paths?["/perhaps"]?["get"]?["security"] == [[:], ["bearer": []]])
        #expect(paths?["/either"]?["get"]?["security"] == [["bearer": ["ops"]], ["bearer": ["write"]]])
        #expect(paths?["/my"]?["get"]?["security"] == [["link": []]])
    }
}
