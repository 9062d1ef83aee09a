import Contracts

/// Why a template or a brand is not changed.
enum TemplateError: DomainError {
    case unknown
    case noDraft
    case unknownVersion
    case unknownBrand
    case unknownMessage
    case versionMismatch
    case tooManyTests
    case noProvider
    case brandTaken(workshop: String)

    var slug: String {
        switch self {
        case .unknown: "template-unknown"
        case .noDraft: "no-draft"
        case .unknownVersion: "version-unknown"
        case .unknownBrand: "brand-unknown"
        case .unknownMessage: "message-unknown"
        case .versionMismatch: "version-mismatch"
        case .tooManyTests: "too-many-tests"
        case .noProvider: "no-provider"
        case .brandTaken: "workshop-taken"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .unknown, .unknownVersion, .unknownBrand, .unknownMessage: .notFound
        case .noDraft, .versionMismatch, .brandTaken: .conflict
        case .tooManyTests: .tooMany
        case .noProvider: .unavailable
        }
    }

    var detail: String {
        switch self {
        case .unknown: "There is no such template."
        case .noDraft: "There is no draft to publish; save one first."
        case .unknownVersion: "There is no such version of the template."
        case .unknownBrand: "There is no such brand; make it first."
        case .unknownMessage: "There is no such message with an appointment."
        case .versionMismatch: "It was changed meanwhile; read it again."
        case .tooManyTests: "At most ten test messages a minute are sent; wait a little."
        case .noProvider: "No provider of text messages is set (PITCREW_SMS_URL)."
        case .brandTaken(let workshop): "The workshop \(workshop) speaks as another brand; take it out there first."
        }
    }
}
