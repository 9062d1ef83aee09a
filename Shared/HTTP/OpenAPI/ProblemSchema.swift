import Contracts

/// The schema of problem documents, and the answers that carry them.
enum ProblemSchema {
    static let schema: JSONValue = [
        "type": "object",
        "description": "A problem document (RFC 9457).",
        "required": ["type", "title", "status"],
        "properties": [
            "type": ["type": "string", "description": "urn:pitcrew:problem:<slug>; the slug is stable."],
            "title": ["type": "string"],
            "status": ["type": "integer", "minimum": 400, "maximum": 599],
            "detail": ["type": "string"],
            "errors": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["field", "rule"],
                    "properties": ["field": ["type": "string"], "rule": ["type": "string"]],
                ],
            ],
        ],
    ]

    /// The answers of an operation that are problems, by status, with the slugs each may carry.
    static func responses(_ problems: [ProblemSpec]) -> [String: JSONValue] {
        var responses: [String: JSONValue] = [:]
        for (status, specs) in Dictionary(grouping: problems, by: \.status) {
            let unique = Dictionary(specs.map { ($0.slug, $0) }) { first, _ in first }.values.sorted { $0.slug < $1.slug }
            responses[String(status)] = response(unique, mayRetry: status == 429 || status == 503)
        }
        return responses
    }

    private static let retryAfter: JSONValue = [
        "Retry-After": ["description": "Seconds after which trying again makes sense.", "schema": ["type": "integer", "minimum": 0]],
    ]

    private static func response(_ specs: [ProblemSpec], mayRetry: Bool) -> JSONValue {
        let types = specs.map { JSONValue.string("urn:pitcrew:problem:\($0.slug)") }
        let headers: [String: JSONValue] = mayRetry ? ["headers": retryAfter] : [:]
        let members: [String: JSONValue] = [
            "description": .string(specs.map { "`\($0.slug)`: \($0.title)." }.joined(separator: " ")),
            "content": [
                "application/problem+json": [
                    "schema": [
                        "allOf": [["$ref": "#/components/schemas/Problem"], ["properties": ["type": ["enum": .array(types)]]]],
                    ],
                ],
            ],
        ]
        return .object(members.merging(headers) { member, _ in member })
    }
}
