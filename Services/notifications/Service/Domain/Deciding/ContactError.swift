import Contracts

/// What cannot be asked of us about being written to.
enum ContactError: DomainError {
    case cannotBeRefused

    var slug: String { "purpose-cannot-be-refused" }
    var kind: DomainErrorKind { .invalid }
    var detail: String { "What the contract or the account's security asks for is always sent." }
}
