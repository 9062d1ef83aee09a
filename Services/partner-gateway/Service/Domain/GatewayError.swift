import Contracts

/// What the gateway refuses, beside malformed input.
enum GatewayError: DomainError, Equatable {
    case partnerUnknown
    case deliveryUnknown
    case webhookDisabled
    case bookingUnknown
    case keyUnknown
    case webhookUnknown
    case referenceTaken
    case wrongCredentials
    case passwordSpent
    case tooManyFailures
    case tooManyClientFailures
    case signInBusy
    case wrongCode
    case codeExpired
    case sessionEnded
    case sessionUnknown
    case roleUnknown
    case crossSite
    case invalidProof
    case stepUpRequired
    case freshProofRequired
    case deviceDenied(reason: String)
    case passkeyUnknown
    case passkeyRefused
    case tooManyPasskeys
    case phoneUnknown
    case phoneKnown
    case tooManyPhones
    case wrongPhoneCode
    case textUnavailable

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
        case .passwordSpent: "password-spent"
        case .tooManyFailures, .tooManyClientFailures: "too-many-failures"
        case .signInBusy: "sign-in-busy"
        case .wrongCode, .wrongPhoneCode: "wrong-code"
        case .codeExpired: "code-expired"
        case .sessionEnded: "session-ended"
        case .sessionUnknown: "session-unknown"
        case .roleUnknown: "role-unknown"
        case .crossSite: "cross-site"
        case .invalidProof: "invalid-proof"
        case .stepUpRequired: "step-up-required"
        case .freshProofRequired: "fresh-proof-required"
        case .deviceDenied: "device-denied"
        case .passkeyUnknown: "passkey-unknown"
        case .passkeyRefused: "passkey-refused"
        case .tooManyPasskeys: "too-many-passkeys"
        case .phoneUnknown: "phone-unknown"
        case .phoneKnown: "phone-known"
        case .tooManyPhones: "too-many-phones"
        case .textUnavailable: "sms-unavailable"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .partnerUnknown, .deliveryUnknown, .bookingUnknown, .keyUnknown, .webhookUnknown, .sessionUnknown,
            .roleUnknown, .passkeyUnknown, .phoneUnknown:
            .notFound
        case .referenceTaken, .webhookDisabled, .tooManyPasskeys, .phoneKnown, .tooManyPhones: .conflict
        case .wrongCredentials, .wrongCode, .sessionEnded, .invalidProof: .unauthenticated
        case .codeExpired: .gone
        case .crossSite, .deviceDenied, .stepUpRequired, .freshProofRequired, .passwordSpent: .forbidden
        case .passkeyRefused, .wrongPhoneCode: .invalid
        case .tooManyFailures, .tooManyClientFailures: .tooMany
        case .signInBusy, .textUnavailable: .unavailable
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
        case .wrongCredentials: "That did not prove who you are; try again, or another way."
        case .tooManyFailures: "Too many attempts; wait a while."
        case .tooManyClientFailures: "Too many attempts of this client failed; check its secret or key, and wait a quarter of an hour."
        case .signInBusy: "Too many people are signing in; try again in a moment."
        case .wrongCode, .wrongPhoneCode: "The code is wrong; look at the latest message, or ask for another code."
        case .codeExpired: "The code has run out; ask for another one."
        case .sessionEnded: "The session has ended; sign in again."
        case .sessionUnknown: "There is no such open session."
        case .roleUnknown: "There is no such role."
        case .crossSite: "The request comes from another site."
        case .passwordSpent:
            "This password was for the first time, and no longer counts; sign in with your passkey, or ask an operator for another password."
        case .freshProofRequired: "Prove again who you are, by signing in, and repeat the request within ten minutes."
        case .stepUpRequired: "Sign in with one of your passkeys first."
        case .invalidProof: "The proof of the device's key is not valid for this request; make a new one."
        case .deviceDenied(let reason): "This device may not be used (\(reason)); update the app or the system, or ask an operator."
        case .passkeyUnknown: "There is no such passkey of yours."
        case .passkeyRefused: "The passkey cannot be registered; start again."
        case .tooManyPasskeys: "You have as many passkeys as a person may have; remove one first."
        case .phoneUnknown: "There is no such number of yours."
        case .phoneKnown: "The number is proved and yours already."
        case .tooManyPhones: "You have as many numbers as an account may have; remove one first."
        case .textUnavailable: "No more text messages can be sent today; your e-mail address still works."
        }
    }
}
