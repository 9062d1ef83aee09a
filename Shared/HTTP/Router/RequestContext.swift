import Contracts
import Foundation
import Observability

/// What a handler may know of the request beside its decoded query and body.
public struct RequestContext: Sendable {
    /// The method as sent; a HEAD request reaches its GET handler as `HEAD`.
    public let method: String
    /// The path as sent, not decoded.
    public let path: String
    /// The values of the template's names, percent-decoded once.
    public let pathParameters: [String: String]
    public let headers: HTTPHeaders
    /// Who calls; set on routes that demand scopes.
    public let principal: Principal?
    /// The bearer token; set on routes that are not open.
    public let bearer: String?
    /// Correlates logs; given by the caller in `X-Request-Id`, or made up.
    public let requestID: String
    public let trace: TraceContext?
    /// When the client gets 503 instead of this handler's answer, and the handler's task is cancelled.
    public let deadline: ContinuousClock.Instant
    /// The body as sent.
    public let rawBody: [UInt8]
    let rawQuery: String

    public init(
        method: String, path: String, pathParameters: [String: String] = [:], headers: HTTPHeaders = [:],
        principal: Principal? = nil, bearer: String? = nil, requestID: String = TraceContext.newID(), trace: TraceContext? = nil,
        deadline: ContinuousClock.Instant = .now + .seconds(30), rawBody: [UInt8] = [], rawQuery: String = ""
    ) {
        self.method = method
        self.path = path
        self.pathParameters = pathParameters
        self.headers = headers
        self.principal = principal
        self.bearer = bearer
        self.requestID = requestID
        self.trace = trace
        self.deadline = deadline
        self.rawBody = rawBody
        self.rawQuery = rawQuery
    }

    /// The value of `{name}`. Throws 404 where the template has no such name.
    public func pathParameter(_ name: String) throws -> String {
        guard let value = pathParameters[name] else { throw Problem(.notFound) }
        return value
    }

    /// The value of `{name}` as an identifier. Throws 404 where it is none: what has no id does not exist.
    public func pathID(_ name: String) throws -> UUID {
        guard let id = UUID(uuidString: try pathParameter(name)) else { throw Problem(.notFound) }
        return id
    }

    /// The `Idempotency-Key` header; present on routes declared `idempotent`.
    public var idempotencyKey: String? { headers["Idempotency-Key"] }

    /// The entity tag of `If-Match` without quotes and weakness mark; `*` as is.
    private var ifMatch: String? { headers["If-Match"].map(EntityTag.opaque) }

    /// The version `If-Match` names; nil without one, or for any. What is no version matches none.
    public func version() -> Int64? {
        guard let tag = ifMatch, tag != "*" else { return nil }
        guard let version = Int64(tag), String(version) == tag else { return -1 }
        return version
    }
}
