/// The operations of a service. Each is declared once, with types; requests are decoded, answers encoded and the OpenAPI document
/// written from the same declaration.
public struct Router: Sendable {
    private(set) var routes: [Route] = []
    private(set) var webhooks: [Webhook] = []
    /// What the OpenAPI document says of the whole; Markdown.
    public var about: String?
    private var isOpen: (@Sendable () -> Bool)?

    public init() {}

    mutating func add(_ route: Route) {
        precondition(!routes.contains { $0.operation == route.operation }, "operation declared twice: \(route.operation)")
        var route = route
        route.isOpen = isOpen
        routes.append(route)
    }

    /// Declares calls that the service makes.
    public mutating func calls(_ more: [Webhook]) {
        webhooks += more
        precondition(Set(webhooks.map(\.name)).count == webhooks.count, "a call is declared twice")
    }

    /// What is declared from here on answers 503 `starting`, whoever asks, while `isOpen` does not hold.
    public mutating func hold(until isOpen: @escaping @Sendable () -> Bool) { self.isOpen = isOpen }

    /// Every scope that some operation asks for.
    public var scopes: Set<String> {
        routes.reduce(into: []) { all, route in
            switch route.access {
            case .scopes(let scopes), .anyScope(let scopes): all.formUnion(scopes)
            case .open, .optionalToken, .link: break
            }
        }
    }

    /// Declares an operation with JSON in and out.
    /// - Parameters:
    ///   - path: a template as `/v1/appointments/{id}`.
    ///   - operation: the `operationId` of the OpenAPI document, in camelCase, unique in the service.
    ///   - idempotent: demand an `Idempotency-Key` header; without one the answer is 400 `idempotency-key-required`.
    ///   - query: the query's parameters; others are refused. Optional members may be left out, lists are comma-separated.
    ///   - body: read as JSON; a type that is a `FormBody` is read as a form; `NoBody` leaves `RequestContext.rawBody` alone.
    ///   - success: the status documented for success; the `Reply` decides the real one.
    ///   - errors: the problems of this operation, beyond those every operation can have.
    ///   - refusals: further statuses that are answered with `output`, where a standard asks for another form than problem documents.
    ///   - maximumBody: the longest body, where it differs from the server's.
    ///   - isQuiet: log requests at debug level only, for probes.
    public mutating func on<Query: Decodable & Sendable, Body: Decodable & Sendable, Output: Codable & Sendable>(
        _ method: HTTPMethod, _ path: String, operation: String, summary: String, access: Access, idempotent: Bool = false,
        query: Query.Type, body: Body.Type, output: Output.Type, success: Int = 200,
        errors: [ProblemSpec] = [], refusals: [Int] = [], maximumBody: Int? = nil, isQuiet: Bool = false,
        _ handler: @escaping @Sendable (RequestContext, Query, Body) async throws -> Reply<Output>
    ) {
        let input = RequestBody.description(of: body)
        add(Route(
            method: method, template: PathTemplate(path), operation: operation, summary: summary, access: access,
            isIdempotent: idempotent, query: query, input: input, output: output == NoContent.self ? .none : .json(output),
            success: success, errors: errors, refusals: refusals, maximumBody: maximumBody, isQuiet: isQuiet
        ) { context in
            let query = try QueryDecoder.decode(Query.self, from: context.rawQuery)
            let body = try RequestBody.decode(Body.self, as: input, from: context)
            return try await handler(context, query, body).response(to: context)
        })
    }
}

/// The query of an operation that takes no parameters.
public struct NoQuery: Codable, Sendable {
    public init() {}
}

/// The body of an operation that reads none, or reads `RequestContext.rawBody` itself.
public struct NoBody: Codable, Sendable {
    public init() {}
}

/// The output of an operation that answers 204.
public struct NoContent: Codable, Sendable {
    public init() {}
}

/// A body that is read as `application/x-www-form-urlencoded` instead of JSON.
public protocol FormBody: Decodable, Sendable {}
