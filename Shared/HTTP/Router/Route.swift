/// One declared operation: everything the router, the pipeline and the OpenAPI document need to know of it.
struct Route: Sendable {
    /// What an operation takes in its body.
    enum Input: Sendable {
        case none
        case json(any (Decodable & Sendable).Type)
        case form(any (Decodable & Sendable).Type)
        case lines(any (Decodable & Sendable).Type)
        case raw(contentType: String)
    }

    /// What an operation answers with on success.
    enum Output: Sendable {
        case none
        case json(any (Decodable & Sendable).Type)
        case stream(contentType: String)
    }

    let method: HTTPMethod
    let template: PathTemplate
    let operation: String
    let summary: String
    let access: Access
    let isIdempotent: Bool
    let query: any (Decodable & Sendable).Type
    let input: Input
    let output: Output
    let success: Int
    let errors: [ProblemSpec]
    /// Statuses beside success that are answered with `output`.
    var refusals: [Int] = []
    /// The longest body; nil for the server's default.
    let maximumBody: Int?
    /// Logged at debug level only: probes and scrapes.
    let isQuiet: Bool
    /// Whether the operation is to be had yet; nil for one that always is.
    var isOpen: (@Sendable () -> Bool)?
    /// Decodes, runs the handler and encodes.
    let handle: @Sendable (RequestContext) async throws -> EngineResponse
}
