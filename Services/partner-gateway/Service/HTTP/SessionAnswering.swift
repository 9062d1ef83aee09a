import Contracts
import Foundation
import HTTP

/// What opening and refreshing a session have in common at the door: the device's proof, the cookie, the answer.
struct SessionAnswering: Sendable {
    let open: OpenSession
    let refresh: RefreshSession
    let prove: ProveDevice
    let publicURL: URL
    let clock: any WallClock

    /// Where the door puts this service.
    static let prefix = "/api/partner-gateway"
    static let problems = [
        ProblemSpec(401, "invalid-proof", "The proof of the device's key is not valid"),
        ProblemSpec(403, "device-denied", "The device may not be used"), .crossSite,
    ]

    /// Opens a session for who has signed in, in place of the one the device had.
    func opened(
        _ request: RequestContext, _ device: DeviceDescription?, _ authenticate: () async throws -> AuthenticatedPerson
    ) async throws -> Reply<SessionAnswer> {
        try request.proveSameSite(as: publicURL)
        // What a device says of itself is looked at before a code or a challenge is used up.
        let device = try device?.validated()
        let key = try await thumbprint(request)
        let person = try await authenticate()
        let grant = try await open.run(person, device: device, keyThumbprint: key, replacing: SessionCookie.token(of: request))
        return answer(grant, status: 201)
    }

    /// Opens a session for who came back from an identity provider; the page it goes to refreshes it.
    func cookie(for person: AuthenticatedPerson, keyThumbprint: String?) async throws -> String {
        let grant = try await open.run(person, device: nil, keyThumbprint: keyThumbprint, replacing: nil)
        return SessionCookie.header(grant, now: clock.now())
    }

    func refreshed(_ request: RequestContext, _ device: DeviceDescription?) async throws -> Reply<SessionAnswer> {
        try request.proveSameSite(as: publicURL)
        guard let token = SessionCookie.token(of: request) else { throw GatewayError.sessionEnded }
        let grant = try await refresh.run(token, device: try device?.validated(), keyThumbprint: try await thumbprint(request))
        return answer(grant, status: 200)
    }

    private func thumbprint(_ request: RequestContext) async throws -> String? {
        let url = request.origin(publicURL) + Self.prefix + request.path
        return try await prove.run(request.headers.all("DPoP"), method: request.method, url: url)
    }

    private func answer(_ grant: SessionGrant, status: Int) -> Reply<SessionAnswer> {
        let headers: HTTPHeaders = ["Cache-Control": "no-store", "Set-Cookie": SessionCookie.header(grant, now: clock.now())]
        return Reply(status: status, body: SessionAnswer(grant), headers: headers)
    }
}

/// A person's session, as the pages know it.
struct SessionAnswer: Codable, Sendable {
    let accessToken: String
    /// Seconds.
    let expiresIn: Int
    let sessionId: UUID
    let personId: UUID
    let name: String
    let kind: String
    let role: Role
    let scopes: [String]
    /// Why the session may do nothing yet but prove more, as `verification-needed`.
    let stepUp: String?
    /// Seconds without any use after which the session ends; absent where it does not.
    let idleLimit: Int?

    init(_ grant: SessionGrant) {
        accessToken = grant.issued.token
        expiresIn = grant.issued.expiresIn
        sessionId = grant.session
        personId = grant.person.id
        name = grant.person.name
        kind = grant.person.kind
        role = grant.person.role
        scopes = grant.permissions
        stepUp = grant.stepUp
        idleLimit = grant.idleLimit
    }
}
