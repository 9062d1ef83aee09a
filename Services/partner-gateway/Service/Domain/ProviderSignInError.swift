import Contracts

/// Why a sign-in at an identity provider is refused. What was wrong with a token goes to the log, not to the browser.
enum ProviderSignInError: DomainError {
    /// There is no provider of that name.
    case unknown
    /// The page to return to, the key's thumbprint or the prompt is not of the form that is taken.
    case malformed
    /// No answer, or none that can be used.
    case unavailable
    /// The person, or the provider, said no.
    case denied
    /// Begun too long ago, finished already, or begun in another browser.
    case ended
    /// The provider's word does not hold.
    case refused
    /// The provider was to ask the person anew, and does not say that it did.
    case notFresh
    /// Nobody of ours has that e-mail address and no group of theirs has a role here, or the provider has not verified the address.
    case notStaff

    var slug: String {
        switch self {
        case .unknown: "provider-unknown"
        case .malformed: "sign-in-malformed"
        case .unavailable: "provider-unavailable"
        case .denied: "provider-denied"
        case .ended: "sign-in-ended"
        case .refused: "provider-refused"
        case .notFresh: "provider-not-fresh"
        case .notStaff: "not-staff"
        }
    }

    var kind: DomainErrorKind {
        switch self {
        case .unknown: .notFound
        case .malformed: .invalid
        case .unavailable: .unavailable
        case .denied, .refused, .notFresh: .unauthenticated
        case .ended: .gone
        case .notStaff: .forbidden
        }
    }

    var detail: String {
        switch self {
        case .unknown: "There is no such identity provider."
        case .malformed: "return must be a path of this site, dpop_jkt the SHA-256 thumbprint of a key, and prompt login."
        case .unavailable: "The identity provider does not answer as it should; try again in a moment."
        case .denied: "The identity provider did not let you in."
        case .ended: "This sign-in has ended; begin again."
        case .refused: "The identity provider's answer does not hold; begin again."
        case .notFresh: "The identity provider does not say that it asked you anew; prove who you are in another way."
        case .notStaff: "No staff account has the verified e-mail address that the identity provider knows you by, and no group there lets you in."
        }
    }
}
