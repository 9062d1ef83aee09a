extension Router {
    /// Declares an operation that answers with something other than JSON, in one piece or as a stream: CSV, server-sent events,
    /// NDJSON, text, files.
    public mutating func stream<Query: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access,
        query: Query.Type, contentType: String, errors: [ProblemSpec] = [], maximumBody: Int? = nil,
        isQuiet: Bool = false, _ handler: @escaping @Sendable (RequestContext, Query) async throws -> StreamReply
    ) {
        add(Route(
            method: method, template: PathTemplate(path), operation: operation, summary: summary, access: access,
            isIdempotent: false, query: query, input: method == .get || method == .delete ? .none : .raw(contentType: "*/*"),
            output: .stream(contentType: contentType), success: 200, errors: errors, maximumBody: maximumBody, isQuiet: isQuiet
        ) { context in
            try await handler(context, try QueryDecoder.decode(Query.self, from: context.rawQuery)).response(to: context)
        })
    }

    /// Declares an operation that takes newline-delimited JSON and answers with the same, a line per row.
    ///
    /// The body is bounded, and so is a line (`NDJSONLines.maximumLine`): a longer one ends the sequence with an error.
    /// - Parameter row: documents a line. The handler decodes each line itself (`NDJSONLine.decode`), so that a bad row fails
    ///   alone.
    public mutating func upload<Query: Decodable & Sendable, Row: Decodable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access,
        query: Query.Type, row: Row.Type, errors: [ProblemSpec] = [], maximumBody: Int = 8 << 20,
        _ handler: @escaping @Sendable (RequestContext, Query, NDJSONLines) async throws -> StreamReply
    ) {
        add(Route(
            method: method, template: PathTemplate(path), operation: operation, summary: summary, access: access,
            isIdempotent: false, query: query, input: .lines(row), output: .stream(contentType: "application/x-ndjson"),
            success: 200, errors: errors, maximumBody: maximumBody, isQuiet: false
        ) { context in
            let query = try QueryDecoder.decode(Query.self, from: context.rawQuery)
            try RequestBody.demand(NDJSONLines.contentTypes, in: context, isEmpty: false)
            return try await handler(context, query, NDJSONLines(context.rawBody)).response(to: context)
        })
    }
}
