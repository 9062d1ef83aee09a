import Contracts
import HTTP

/// The refusals of templates that need more than a slug and a sentence; all others map by their kind.
func answeringTemplates<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as TemplateInvalid {
        throw Problem(
            .templateInvalid, detail: error.issues.first.map { "\($0.field): \($0.text)." } ?? "",
            errors: error.issues.map { FieldViolation($0.field, $0.text) },
            extensions: ["issues": .array(error.issues.map(\.json))]
        )
    } catch TemplateError.versionMismatch {
        throw Problem(.templateVersionMismatch, detail: TemplateError.versionMismatch.detail)
    }
}

extension TemplateIssue {
    fileprivate var json: JSONValue {
        ["field": .string(field), "line": .int(line), "column": .int(column), "name": .string(name), "rule": .string(rule)]
    }
}

extension ProblemSpec {
    static let templateInvalid = ProblemSpec(422, "template-invalid", "The template does not fit its message")
    static let templateVersionMismatch = ProblemSpec(412, "version-mismatch", "It has another version")
    static let templateUnknown = ProblemSpec(404, "template-unknown", "Template unknown")
    static let versionUnknown = ProblemSpec(404, "version-unknown", "Version unknown")
    static let brandUnknown = ProblemSpec(404, "brand-unknown", "Brand unknown")
    static let messageUnknown = ProblemSpec(404, "message-unknown", "Message unknown")
    static let noDraft = ProblemSpec(409, "no-draft", "No draft")
    static let workshopTaken = ProblemSpec(409, "workshop-taken", "Workshop taken")
    static let tooManyTests = ProblemSpec(429, "too-many-tests", "Too many tests")
    static let noProvider = ProblemSpec(503, "no-provider", "No provider")
}
