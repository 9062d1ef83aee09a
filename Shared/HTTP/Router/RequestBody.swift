import Contracts
import Foundation

/// Reads request bodies.
enum RequestBody {
    static func description<Body: Decodable & Sendable>(of type: Body.Type) -> Route.Input {
        if type == NoBody.self { return .none }
        return type is any FormBody.Type ? .form(type) : .json(type)
    }

    static func decode<Body: Decodable>(_ type: Body.Type, as input: Route.Input, from context: RequestContext) throws -> Body {
        switch input {
        case .json:
            try demand(["application/json"], in: context, isEmpty: context.rawBody.isEmpty)
            return try json(type, from: context.rawBody)
        case .form:
            try demand(["application/x-www-form-urlencoded"], in: context, isEmpty: context.rawBody.isEmpty)
            guard let text = String(validating: context.rawBody, as: UTF8.self) else { throw malformed("", "must be UTF-8") }
            return try QueryDecoder.decodeForm(type, from: text)
        case .none, .lines, .raw:
            guard let nothing = NoBody() as? Body else { throw Problem(.internalError) }
            return nothing
        }
    }

    /// Refuses a body of another media type, or of none, with 415 (OWASP ASVS 4.0.3, 13.1.5).
    /// - Parameter isEmpty: whether there is no body; it needs no type.
    static func demand(_ types: [String], in context: RequestContext, isEmpty: Bool) throws {
        let header = context.headers["Content-Type"] ?? ""
        guard !types.contains(header), !(header.isEmpty && isEmpty) else { return }
        let type = header.prefix { $0 != ";" }.trimmingCharacters(in: .whitespaces).lowercased()
        let isJSON = types.contains("application/json") && type.hasSuffix("+json")
        guard types.contains(type) || isJSON else {
            throw Problem(.unsupportedMediaType, detail: "Send \(types.joined(separator: " or ")).")
        }
    }

    /// Decodes JSON from a client. What is wrong with it is told by field path and rule.
    static func json<Body: Decodable>(_ type: Body.Type, from bytes: [UInt8]) throws -> Body {
        do {
            return try JSONCoding.decode(type, from: bytes)
        } catch let error as DecodingError {
            throw malformed(error)
        }
    }

    private static func malformed(_ error: DecodingError) -> Problem {
        switch error {
        case .keyNotFound(let key, let context): malformed(FieldPath.text(context.codingPath + [key]), "is required")
        case .valueNotFound(_, let context): malformed(FieldPath.text(context.codingPath), "must not be null")
        case .typeMismatch(let type, let context):
            malformed(FieldPath.text(context.codingPath), "must be \(FieldPath.wireName(of: type))")
        case .dataCorrupted(let context):
            malformed(FieldPath.text(context.codingPath), corrupted(context))
        @unknown default: malformed("", "cannot be read")
        }
    }

    /// The standard library says the first in its own words, with Swift's type names.
    private static func corrupted(_ context: DecodingError.Context) -> String {
        let text = context.debugDescription
        if text.hasPrefix("Cannot initialize") { return "must be one of the documented values" }
        return text.hasPrefix("must ") ? text : "is not valid"
    }

    private static func malformed(_ field: String, _ rule: String) -> Problem {
        let detail = field.isEmpty ? "The body \(rule)." : "\(field) \(rule)."
        return Problem(.malformedBody, detail: detail, errors: [FieldViolation(field, rule)])
    }
}
