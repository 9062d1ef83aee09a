import Contracts
import Foundation
import HTTP

/// What every operation for partners goes through: who calls, the client's rate limit, and what is counted for the usage report.
struct PartnerDoor: Sendable {
    let limits: LimitRequests
    let usage: RecordUsage

    static let limited = ProblemSpec(429, "rate-limited", "Too many requests")
    static let quota = ProblemSpec(429, "quota-exceeded", "The quota of the day is used up")

    /// Runs `body` for the partner that calls. Whatever is answered tells of the limit
    /// (draft-ietf-httpapi-ratelimit-headers, `RateLimit` and `RateLimit-Policy`).
    func admit<Output>(
        _ context: RequestContext, operation: String, _ body: (PartnerCaller) async throws -> Reply<Output>
    ) async throws -> Reply<Output> {
        let start = ContinuousClock.now
        let caller = try context.partnerCaller
        func count(_ status: Int) { usage.count(caller, operation: operation, status: status, took: ContinuousClock.now - start) }
        guard let decision = try await limits.take(caller.client) else { throw Problem(.invalidToken) }
        guard decision.isAllowed else {
            count(429)
            throw Problem(
                Self.limited, detail: "Wait as Retry-After says, and send fewer requests.", retryAfter: decision.wait, headers: decision.headers
            )
        }
        do {
            var reply = try await body(caller)
            for (name, value) in decision.headers.fields { reply.headers[name] = value }
            count(reply.status)
            return reply
        } catch {
            var problem = Problem(error)
            count(problem.status)
            // What is our fault is logged as it was thrown.
            if problem.status >= 500 { throw error }
            if let exceeded = error as? QuotaExceeded { problem.retryAfter = exceeded.retryAfter }
            for (name, value) in decision.headers.fields { problem.headers[name] = value }
            throw problem
        }
    }
}

extension RateDecision {
    fileprivate var headers: HTTPHeaders {
        ["RateLimit-Policy": "\"requests\";q=\(burst);w=\(window)", "RateLimit": "\"requests\";r=\(remaining);t=\(wait)"]
    }
}

extension RequestContext {
    /// The partner's client that calls, as the token says.
    fileprivate var partnerCaller: PartnerCaller {
        get throws {
            guard let principal, principal.kind == .partner, let partner = UUID(uuidString: principal.subject), let client = principal.client
            else { throw Problem(.insufficientScope, detail: "Only a partner's token may do this.") }
            // What names an environment that is not known must not reach what is in earnest.
            let environment: PartnerEnvironment = principal.environment == nil ? .live : .sandbox
            return PartnerCaller(partner: partner, client: client, environment: environment)
        }
    }
}
