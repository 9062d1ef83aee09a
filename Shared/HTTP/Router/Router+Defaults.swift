// The same declarations without query or body. Swift does not take a default for a type that it also infers from the handler, so
// each combination is written out.
extension Router {
    /// `on` for an operation without query parameters.
    public mutating func on<Body: Decodable & Sendable, Output: Codable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access, idempotent: Bool = false,
        body: Body.Type, output: Output.Type, success: Int = 200, errors: [ProblemSpec] = [], maximumBody: Int? = nil,
        isQuiet: Bool = false, _ handler: @escaping @Sendable (RequestContext, NoQuery, Body) async throws -> Reply<Output>
    ) {
        on(
            method, path, operation: operation, summary: summary, access: access, idempotent: idempotent, query: NoQuery.self,
            body: body, output: output, success: success, errors: errors, maximumBody: maximumBody, isQuiet: isQuiet, handler
        )
    }

    /// `on` for an operation without a body.
    public mutating func on<Query: Decodable & Sendable, Output: Codable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access, idempotent: Bool = false,
        query: Query.Type, output: Output.Type, success: Int = 200, errors: [ProblemSpec] = [], maximumBody: Int? = nil,
        isQuiet: Bool = false, _ handler: @escaping @Sendable (RequestContext, Query, NoBody) async throws -> Reply<Output>
    ) {
        on(
            method, path, operation: operation, summary: summary, access: access, idempotent: idempotent, query: query,
            body: NoBody.self, output: output, success: success, errors: errors, maximumBody: maximumBody, isQuiet: isQuiet,
            handler
        )
    }

    /// `on` for an operation with neither query parameters nor a body.
    public mutating func on<Output: Codable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access, idempotent: Bool = false,
        output: Output.Type, success: Int = 200, errors: [ProblemSpec] = [], maximumBody: Int? = nil, isQuiet: Bool = false,
        _ handler: @escaping @Sendable (RequestContext, NoQuery, NoBody) async throws -> Reply<Output>
    ) {
        on(
            method, path, operation: operation, summary: summary, access: access, idempotent: idempotent, query: NoQuery.self,
            body: NoBody.self, output: output, success: success, errors: errors, maximumBody: maximumBody, isQuiet: isQuiet,
            handler
        )
    }

    /// `stream` for an operation without query parameters.
    public mutating func stream(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access, contentType: String,
        errors: [ProblemSpec] = [], maximumBody: Int? = nil, isQuiet: Bool = false,
        _ handler: @escaping @Sendable (RequestContext, NoQuery) async throws -> StreamReply
    ) {
        stream(
            method, path, operation: operation, summary: summary, access: access, query: NoQuery.self, contentType: contentType,
            errors: errors, maximumBody: maximumBody, isQuiet: isQuiet, handler
        )
    }

    /// `upload` for an operation without query parameters.
    public mutating func upload<Row: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access, row: Row.Type,
        errors: [ProblemSpec] = [], maximumBody: Int = 8 << 20,
        _ handler: @escaping @Sendable (RequestContext, NoQuery, NDJSONLines) async throws -> StreamReply
    ) {
        upload(
            method, path, operation: operation, summary: summary, access: access, query: NoQuery.self, row: row, errors: errors,
            maximumBody: maximumBody, handler
        )
    }
}
