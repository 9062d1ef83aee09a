/// A problem an operation declares: the OpenAPI document lists it, handlers throw it with a detail.
public struct ProblemSpec: Sendable, Hashable {
    public let status: Int
    /// Stable, lower-case, hyphenated.
    public let slug: String
    /// The same for every occurrence.
    public let title: String

    public init(_ status: Int, _ slug: String, _ title: String) {
        self.status = status
        self.slug = slug
        self.title = title
    }
}

/// The problems any operation can have.
extension ProblemSpec {
    public static let malformedPath = ProblemSpec(400, "malformed-path", "The path cannot be read")
    public static let invalidParameter = ProblemSpec(400, "invalid-parameter", "A query parameter is not valid")
    public static let unknownParameter = ProblemSpec(400, "unknown-parameter", "A query parameter is not known")
    public static let malformedBody = ProblemSpec(400, "malformed-body", "The body is not of the form asked for")
    public static let ambiguousLength = ProblemSpec(400, "ambiguous-length", "The length of the body is not clear")
    public static let idempotencyKeyRequired = ProblemSpec(400, "idempotency-key-required", "An Idempotency-Key is required")
    /// The two of a key that a service keeps answers under (`idempotent` of ServiceKit).
    public static let keyInFlight = ProblemSpec(409, "idempotency-key-in-flight", "A request with this key is still being handled")
    public static let keyReused = ProblemSpec(422, "idempotency-key-reused", "This key was used with another body")
    public static let unauthenticated = ProblemSpec(401, "unauthenticated", "An access token is required")
    public static let invalidToken = ProblemSpec(401, "invalid-token", "The access token is not valid")
    public static let insufficientScope = ProblemSpec(403, "insufficient-scope", "The access token does not allow this")
    public static let notFound = ProblemSpec(404, "not-found", "There is no such thing")
    public static let methodNotAllowed = ProblemSpec(405, "method-not-allowed", "The method is not allowed here")
    public static let bodyTooLarge = ProblemSpec(413, "body-too-large", "The body is too large")
    public static let unsupportedMediaType = ProblemSpec(415, "unsupported-media-type", "The body's media type is not supported")
    public static let invalidInput = ProblemSpec(422, "invalid-input", "Some fields are not valid")
    public static let headTooLarge = ProblemSpec(431, "header-too-large", "The request's headers are too large")
    public static let internalError = ProblemSpec(500, "internal-error", "Something went wrong on our side")
    public static let unavailable = ProblemSpec(503, "unavailable", "The service cannot answer now")
    public static let overdue = ProblemSpec(503, "deadline-exceeded", "The answer took too long")
    public static let starting = ProblemSpec(503, "starting", "The service is being started")
    public static let stopping = ProblemSpec(503, "stopping", "The service is being stopped")

    /// What only the door before the services answers (deploy/lib/nginx.sh); the rest of its refusals are named as ours.
    static let ofTheDoor = [
        ProblemSpec(400, "malformed-request", "The request cannot be read"), ProblemSpec(414, "address-too-long", "The address is too long"),
        ProblemSpec(421, "misdirected", "Not this host"), ProblemSpec(429, "too-many-requests", "Too many requests"),
    ]
}
