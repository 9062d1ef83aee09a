import HTTP

/// Problems that several of the gateway's operations answer.
extension ProblemSpec {
    static let crossSite = ProblemSpec(403, "cross-site", "The request comes from another site")
    static let tooManyFailures = ProblemSpec(429, "too-many-failures", "Too many failures")
    static let codeExpired = ProblemSpec(410, "code-expired", "Code expired")
    static let stepUpRequired = ProblemSpec(403, "step-up-required", "More must be proved first")
    static let freshProofRequired = ProblemSpec(403, "fresh-proof-required", "Who calls must have signed in within ten minutes")
}
