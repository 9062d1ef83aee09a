import Contracts
import JSONSchema

/// Writes one operation of the document.
struct OperationWriter {
    let route: Route
    var schemas: OpenAPISchemas

    mutating func operation() -> JSONValue {
        var members: [String: JSONValue] = [
            "operationId": .string(route.operation),
            "summary": .string(route.summary),
            "responses": .object(responses()),
        ]
        let parameters = pathParameters() + queryParameters() + headerParameters()
        if !parameters.isEmpty { members["parameters"] = .array(parameters) }
        if let body = requestBody() { members["requestBody"] = body }
        if let security { members["security"] = security }
        if let scopes { members["x-scopes"] = scopes }
        return .object(members)
    }

    private func pathParameters() -> [JSONValue] {
        route.template.parameterNames.map { name in
            let isIdentifier = name == "id" || name.hasSuffix("Id")
            return [
                "name": .string(name), "in": "path", "required": true,
                "schema": isIdentifier ? ["type": "string", "format": "uuid"] : ["type": "string"],
            ]
        }
    }

    private mutating func queryParameters() -> [JSONValue] {
        schemas.taken.members(of: route.query).map { member in
            var parameter: [String: JSONValue] = [
                "name": .string(member.name), "in": "query", "required": .bool(member.isRequired), "schema": member.schema,
            ]
            // `?from=` is how forms leave a field out.
            if !member.isRequired { parameter["allowEmptyValue"] = true }
            if member.schema["type"] == "array" {
                parameter["style"] = "form"
                parameter["explode"] = false
            }
            return .object(parameter)
        }
    }

    private func headerParameters() -> [JSONValue] {
        let key: JSONValue = [
            "name": .string(IdempotencyKey.header), "in": "header", "required": true,
            "description": "Sent again with the same body, a request has one effect and gets the same answer.",
            "schema": ["type": "string", "minLength": .int(IdempotencyKey.minimumLength), "maxLength": .int(IdempotencyKey.maximumLength)],
        ]
        let version: JSONValue = [
            "name": "If-Match", "in": "header", "required": false,
            "description": "The ETag of the state that is meant; of another one the answer is 412.", "schema": ["type": "string"],
        ]
        return (route.isIdempotent ? [key] : []) + (route.errors.contains { $0.status == 412 } ? [version] : [])
    }

    private mutating func requestBody() -> JSONValue? {
        switch route.input {
        case .none: nil
        case .json(let type): body("application/json", schemas.taken.schema(of: type))
        // Where nothing can be null.
        case .form(let type): body("application/x-www-form-urlencoded", schemas.given.schema(of: type))
        case .lines(let type): body("application/x-ndjson", schemas.taken.schema(of: type), isRequired: false, "One JSON document a line.")
        case .raw(let contentType): body(contentType, [:], isRequired: false)
        }
    }

    private func body(_ contentType: String, _ schema: JSONValue, isRequired: Bool = true, _ description: String? = nil) -> JSONValue {
        var members: [String: JSONValue] = ["required": .bool(isRequired), "content": .object([contentType: ["schema": schema]])]
        if let description { members["description"] = .string(description) }
        return .object(members)
    }

    private mutating func responses() -> [String: JSONValue] {
        var success: [String: JSONValue] = ["description": "Done."]
        switch route.output {
        case .none: break
        case .json(let type): success["content"] = ["application/json": ["schema": schemas.given.schema(of: type)]]
        // An event is no string, and OpenAPI 3.1 has no word for the events of a stream (3.2 has `itemSchema`).
        case .stream(let contentType):
            success["content"] = .object([contentType: contentType == "text/event-stream" ? [:] : ["schema": ["type": "string"]]])
        }
        let status = route.success == 200 && isEmpty ? 204 : route.success
        var responses = ProblemSchema.responses(problems()).merging([String(status): .object(success)]) { _, own in own }
        if mayBeKnown, route.method == .get {
            responses["304"] = ["description": "The state that `If-None-Match` names still is; of answers with an ETag."]
        }
        for refusal in route.refusals.map(String.init) { responses[refusal] = refused(success["content"], beside: responses[refusal]) }
        return responses
    }

    /// A refusal in the form of the answer, beside the problems of the same status.
    private func refused(_ content: JSONValue?, beside problems: JSONValue?) -> JSONValue {
        var contents: [String: JSONValue] = [:]
        for case .object(let members)? in [content, problems?["content"]] { contents.merge(members) { first, _ in first } }
        let description = ["Refused; the body says why.", problems?["description"]?.stringValue].compactMap(\.self)
        return ["description": .string(description.joined(separator: " ")), "content": .object(contents)]
    }

    /// Whether an answer may have a tag.
    private var mayBeKnown: Bool {
        switch route.output {
        case .none: false
        case .json: true
        case .stream(let contentType): contentType != "text/event-stream"
        }
    }

    private var isEmpty: Bool { if case .none = route.output { true } else { false } }

    private var security: JSONValue? {
        switch route.access {
        case .open: nil
        // The empty requirement: none is an alternative.
        case .optionalToken: [[:], ["bearer": []]]
        case .scopes(let scopes): [["bearer": .array(scopes.sorted().map(JSONValue.string))]]
        // One of them is enough: alternatives, each a requirement of its own.
        case .anyScope(let scopes): .array(scopes.sorted().map { ["bearer": [.string($0)]] })
        case .link: [["link": []]]
        }
    }

    private var scopes: JSONValue? {
        switch route.access {
        case .open, .optionalToken, .link: nil
        case .scopes(let scopes), .anyScope(let scopes): .array(scopes.sorted().map(JSONValue.string))
        }
    }

    /// The declared problems and those that follow from the shape of the operation.
    private mutating func problems() -> [ProblemSpec] {
        var problems = route.errors + [.internalError, .unavailable, .overdue, .stopping, .malformedPath, .headTooLarge, .bodyTooLarge]
        problems += [.ambiguousLength, .invalidParameter, .unknownParameter] + ProblemSpec.ofTheDoor
        if route.isOpen != nil { problems += [.starting] }
        if !schemas.taken.members(of: route.query).isEmpty { problems += [.invalidInput] }
        if !route.template.parameterNames.isEmpty { problems += [.notFound] }
        switch route.access {
        case .open: break
        case .optionalToken, .link: problems += [.unauthenticated, .invalidToken]
        case .scopes, .anyScope: problems += [.unauthenticated, .invalidToken, .insufficientScope]
        }
        switch route.input {
        case .none: break
        case .json, .form: problems += [.malformedBody, .unsupportedMediaType, .invalidInput]
        case .lines: problems += [.unsupportedMediaType, .lineTooLong]
        case .raw: break
        }
        if route.isIdempotent { problems += [.idempotencyKeyRequired, .keyInFlight, .keyReused] }
        return problems
    }
}
