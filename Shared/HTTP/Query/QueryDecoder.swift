import Contracts
import Foundation

/// Decodes a query string into a type: text, numbers, `true` and `false`, UUID, `LocalDate`, RFC 3339 instants, enumerations by
/// their wire names, lists separated by commas or by repetition. A parameter nobody asked for is refused, so that a misspelt
/// filter never passes for no filter.
enum QueryDecoder {
    static func decode<T: Decodable>(_ type: T.Type, from query: String) throws -> T {
        let parameters = try QueryParameters(query)
        let asked = AskedNames()
        let value = try decode(type, parameters, asked, refusal: .invalidParameter)
        let unknown = parameters.values.keys.filter { !asked.names.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw Problem(
                .unknownParameter, detail: "Not known here: \(unknown.map { $0.prefix(64) }.joined(separator: ", ")).",
                errors: unknown.map { FieldViolation(String($0.prefix(64)), "is not a parameter of this operation") }
            )
        }
        return value
    }

    /// Forms ignore fields they do not know (RFC 6749, section 3.2).
    static func decodeForm<T: Decodable>(_ type: T.Type, from body: String) throws -> T {
        try decode(type, try QueryParameters(body, refusal: .malformedBody), AskedNames(), refusal: .malformedBody)
    }

    private static func decode<T: Decodable>(
        _ type: T.Type, _ parameters: QueryParameters, _ asked: AskedNames, refusal: ProblemSpec
    ) throws -> T {
        do {
            return try T(from: QueryRootDecoder(parameters: parameters.values, asked: asked))
        } catch let error as DecodingError {
            throw Problem(refusal, invalid: error)
        }
    }
}

/// The names a type asked for.
final class AskedNames {
    var names: Set<String> = []
}

extension Problem {
    fileprivate init(_ refusal: ProblemSpec, invalid error: DecodingError) {
        let violation: FieldViolation = switch error {
        case .keyNotFound(let key, _): FieldViolation(key.stringValue, "is required")
        case .typeMismatch(let type, let context):
            FieldViolation(FieldPath.text(context.codingPath), "must be \(FieldPath.wireName(of: type))")
        case .valueNotFound(_, let context): FieldViolation(FieldPath.text(context.codingPath), "is required")
        case .dataCorrupted(let context): FieldViolation(FieldPath.text(context.codingPath), context.debugDescription)
        @unknown default: FieldViolation("", "cannot be read")
        }
        self.init(refusal, detail: "\(violation.field) \(violation.rule).", errors: [violation])
    }
}
