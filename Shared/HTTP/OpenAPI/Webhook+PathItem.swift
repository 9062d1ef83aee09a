import Contracts

extension Webhook {
    /// The call as the document describes it: a request that the reader of the document takes.
    func pathItem(_ schemas: inout OpenAPISchemas) -> JSONValue {
        // Many calls have one type of body; what this one says of itself is fixed.
        let schema: JSONValue = ["allOf": [schemas.given.schema(of: body), ["properties": ["type": ["const": .string(name)]]]]]
        var content: [String: JSONValue] = ["schema": schema]
        if let example { content["example"] = example }
        let meanings = answers.map { ($0.status, JSONValue.object(["description": .string($0.meaning)])) }
        return [
            "post": [
                "summary": .string(summary), "description": .string(description), "parameters": .array(headers.map(\.parameter)),
                "requestBody": ["required": true, "content": ["application/json": .object(content)]],
                "responses": .object(Dictionary(meanings) { first, _ in first }),
            ],
        ]
    }
}

extension Webhook.Header {
    fileprivate var parameter: JSONValue {
        [
            "name": .string(name), "in": "header", "required": true, "description": .string(description), "schema": ["type": "string"],
            "example": .string(example),
        ]
    }
}
