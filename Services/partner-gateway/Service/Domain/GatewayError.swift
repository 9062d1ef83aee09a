import Contracts

/// What the gateway refuses, beside malformed input.
enum GatewayError: DomainError {
    case partnerUnknown
    case deliveryUnknown
    case webhookDisabled
    case bookingUnknown
    case keyUnknown
    case webhookUnknown
    case referenceTaken
    case wrongCredentials
    case tooManyFailures
    case tooManyClientFailures
    case signInBusy

    var slug: String {
        switch self {
        case .partnerUnknown: "partner-unknown"
        case .deliveryUnknown: "delivery-unknown"
        case .webhookDisabled: "webhook-disabled"
        case .bookingUnknown: "booking-unknown"
        case .keyUnknown: "key-unknown"
        case .webhookUnknown: "webhook-unknown"
        case .referenceTaken: "reference-taken"
        case .wrongCredentials: "wrong-credentials"
        case .tooManyFailures, .tooManyClientFailures: "too-many-failures"
        case .signInBusy: "sign-in-busy"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .partnerUnknown, .deliveryUnknown, .bookingUnknown, .keyUnknown, .webhookUnknown: .notFound
        case .referenceTaken, .webhookDisabled: .conflict
        case .wrongCredentials: .unauthenticated
        case .tooManyFailures, .tooManyClientFailures: .tooMany
        case .signInBusy: .unavailable
        }
    }

    var detail: String {
        switch self {
        case .partnerUnknown: "There is no such partner."
        case .deliveryUnknown: "There is no such delivery."
        case .webhookDisabled: "The partner's webhook is disabled, so nobody would be called; set it again, then replay."
        case .bookingUnknown: "There is no such booking request of yours."
        case .keyUnknown: "The partner has no such key."
        case .webhookUnknown: "No webhook is set in this environment."
        case .referenceTaken: "You have used this reference before; every booking needs its own."
        case .wrongCredentials: "E-mail or password is wrong."
        case .tooManyFailures: "Too many failed attempts; wait a quarter of an hour."
        case .tooManyClientFailures: "Too many attempts of this client failed; check its secret or key, and wait a quarter of an hour."
        case .signInBusy: "Too many people are signing in; try again in a moment."
        }
    }
}
