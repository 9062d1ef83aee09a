import Contracts
import Foundation

/// An answer that says what went wrong (RFC 9457). Handlers throw it.
public struct Problem: Error, Sendable {
    public var status: Int
    /// Stable; the document's `type` is `urn:pitcrew:problem:<slug>`.
    public var slug: String
    /// The same for every occurrence of the slug.
    public var title: String
    /// This occurrence, in a sentence that says what to do next; no personal data.
    public var detail: String
    public var errors: [FieldViolation]
    /// Members beside the standard ones.
    public var extensions: [String: JSONValue]
    /// Seconds after which trying again makes sense.
    public var retryAfter: Int?
    /// Header fields beside `Retry-After`.
    public var headers: HTTPHeaders

    public init(
        status: Int, slug: String, title: String, detail: String = "", errors: [FieldViolation] = [],
        extensions: [String: JSONValue] = [:], retryAfter: Int? = nil, headers: HTTPHeaders = [:]
    ) {
        self.status = status
        self.slug = slug
        self.title = title
        self.detail = detail
        self.errors = errors
        self.extensions = extensions
        self.retryAfter = retryAfter
        self.headers = headers
    }

    /// An occurrence of a declared problem.
    public init(
        _ spec: ProblemSpec, detail: String = "", errors: [FieldViolation] = [], extensions: [String: JSONValue] = [:],
        retryAfter: Int? = nil, headers: HTTPHeaders = [:]
    ) {
        self.init(
            status: spec.status, slug: spec.slug, title: spec.title, detail: detail, errors: errors, extensions: extensions,
            retryAfter: retryAfter, headers: headers
        )
    }

    static let contentType = "application/problem+json"

    /// The document's members.
    public var document: JSONValue {
        var members = extensions
        members["type"] = .string("urn:pitcrew:problem:\(slug)")
        members["title"] = .string(title)
        members["status"] = .int(status)
        if !detail.isEmpty { members["detail"] = .string(detail) }
        if !errors.isEmpty {
            members["errors"] = .array(errors.map { ["field": .string($0.field), "rule": .string($0.rule)] })
        }
        return .object(members)
    }

    var response: EngineResponse {
        var headers = headers.fields
        headers.append(("Content-Type", Self.contentType))
        headers.append(("Cache-Control", "no-store"))
        if let retryAfter { headers.append(("Retry-After", String(retryAfter))) }
        let body = (try? JSONCoding.encode(document)) ?? []
        return EngineResponse(status: status, headers: headers, body: .bytes(body))
    }
}
