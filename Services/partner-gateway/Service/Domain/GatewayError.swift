import Contracts

/// What the gateway refuses, beside malformed input.
enum GatewayError: DomainError {
    case partnerUnknown
    case deliveryUnknown
    case webhookDisabled
    case bookingUnknown
    case referenceTaken
    case wrongCredentials
    case tooManyFailures
    case signInBusy
    case passkeyUnknown
    case passkeyRefused
    case tooManyPasskeys

    var slug: String {
        switch self {
        case .partnerUnknown: "partner-unknown"
        case .deliveryUnknown: "delivery-unknown"
        case .webhookDisabled: "webhook-disabled"
        case .bookingUnknown: "booking-unknown"
        case .referenceTaken: "reference-taken"
        case .wrongCredentials: "wrong-credentials"
        case .tooManyFailures: "too-many-failures"
        case .signInBusy: "sign-in-busy"
        case .passkeyUnknown: "passkey-unknown"
        case .passkeyRefused: "passkey-refused"
        case .tooManyPasskeys: "too-many-passkeys"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .partnerUnknown, .deliveryUnknown, .bookingUnknown, .passkeyUnknown: .notFound
        case .referenceTaken, .webhookDisabled, .tooManyPasskeys: .conflict
        case .passkeyRefused: .invalid
        case .wrongCredentials: .unauthenticated
        case .tooManyFailures: .tooMany
        case .signInBusy: .unavailable
        }
    }

    var detail: String {
        switch self {
        case .partnerUnknown: "There is no such partner."
        case .deliveryUnknown: "There is no such delivery."
        case .webhookDisabled: "The partner's webhook is disabled, so nobody would be called; set it again, then replay."
        case .bookingUnknown: "There is no such booking request of yours."
        case .referenceTaken: "You have used this reference before; every booking needs its own."
        case .wrongCredentials: "E-mail or password is wrong."
        case .tooManyFailures: "Too many failed attempts; wait a quarter of an hour."
        case .signInBusy: "Too many people are signing in; try again in a moment."
        case .passkeyUnknown: "There is no such passkey of yours."
        case .passkeyRefused: "The passkey cannot be registered; start again."
        case .tooManyPasskeys: "You have as many passkeys as a person may have; remove one first."
        }
    }
}
