/// One door that takes bytes from outside, and what must hold for whatever comes in by it.
struct FuzzTarget: Sendable, CustomStringConvertible {
    /// The name of its folder in `Corpus`.
    let name: String
    /// Throws `Violation` for an input that shows a fault. A trap is one as well.
    let check: @Sendable ([UInt8]) throws -> Void

    var description: String { name }

    static let all = [
        FuzzTarget(name: "json", check: JSONProperty.check),
        FuzzTarget(name: "http-target", check: TargetProperty.check),
        FuzzTarget(name: "http-query", check: QueryProperty.check),
        FuzzTarget(name: "http-headers", check: HeaderProperty.check),
        FuzzTarget(name: "envelope", check: EnvelopeProperty.check),
        FuzzTarget(name: "tokens", check: TokenProperty.check),
        FuzzTarget(name: "lines", check: LineProperty.check),
        FuzzTarget(name: "time", check: TimeProperty.check),
        FuzzTarget(name: "mail", check: MailProperty.check),
        FuzzTarget(name: "passkeys", check: PasskeyProperty.check),
        FuzzTarget(name: "rows", check: RowProperty.check),
        FuzzTarget(name: "templates", check: TemplateProperty.check),
    ]
}

/// A property that does not hold.
struct Violation: Error, CustomStringConvertible {
    let description: String
}

/// Throws a `Violation` where the condition does not hold.
func demand(_ holds: Bool, _ property: @autoclosure () -> String) throws {
    if !holds { throw Violation(description: property()) }
}
