import Contracts
import Foundation
import JSONSchema

/// The OpenAPI 3.1 document of a router. It is made from the declarations the requests go through, so it cannot drift from them.
public struct OpenAPIDocument: Sendable {
    private let document: JSONValue
    /// Types no schema could be made of, a sentence each. Tests demand that there are none.
    public let gaps: [String]

    /// - Parameter server: where the paths begin, as clients reach them; nil where nobody knows.
    public init(title: String, version: String, server: URL? = nil, router: Router) {
        var schemas = OpenAPISchemas()
        var paths: [String: [String: JSONValue]] = [:]
        for route in router.routes {
            var writer = OperationWriter(route: route, schemas: schemas)
            paths[route.template.text, default: [:]][route.method.rawValue.lowercased()] = writer.operation()
            schemas = writer.schemas
        }
        var webhooks: [String: JSONValue] = [:]
        for webhook in router.webhooks { webhooks[webhook.name] = webhook.pathItem(&schemas) }
        schemas.tellApart(in: &paths)
        let components = schemas.definitions.merging(["Problem": ProblemSchema.schema]) { _, problem in problem }
        var information: [String: JSONValue] = ["title": .string(title), "version": .string(version)]
        if let about = router.about { information["description"] = .string(about) }
        var members: [String: JSONValue] = [
            "openapi": "3.1.0",
            "info": .object(information),
            "paths": .object(paths.mapValues(JSONValue.object)),
            "components": [
                "schemas": .object(components),
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"],
                    "link": ["type": "http", "scheme": "bearer", "description": "The token of a customer's secure link."],
                ],
            ],
        ]
        if let server { members["servers"] = [["url": .string(server.absoluteString)]] }
        if !webhooks.isEmpty { members["webhooks"] = .object(webhooks) }
        document = .object(members)
        gaps = schemas.gaps + router.webhooks.compactMap(\.gap)
    }

    /// The document as JSON.
    public func render() -> [UInt8] {
        // Nothing in a JSONValue of ours fails to encode.
        (try? JSONCoding.encode(document)) ?? Array("{}".utf8)
    }
}
