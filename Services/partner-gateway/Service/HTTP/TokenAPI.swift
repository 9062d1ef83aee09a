import Contracts
import Foundation
import HTTP
import PostgreSQL
import ServiceKit

/// The token endpoint and the published keys.
struct TokenAPI: Sendable {
    let database: PostgresClient
    let authenticate: AuthenticateClient
    let tokens: IssueToken
    let rotation: RotateSigningKey
    let clock: any WallClock

    func routes(_ router: inout Router) {
        router.on(
            .get, "/.well-known/jwks.json", operation: "publishedKeys", summary: "The keys that access tokens are signed with (RFC 7517)",
            access: .open, output: PublishedKeys.self
        ) { _, _, _ in
            let keys = try await database.withTransaction { try await SigningKeyStore.published(at: clock.now(), in: $0) }
            return .ok(PublishedKeys(keys: keys))
        }
        router.on(
            .post, "/oauth/token", operation: "issueToken", summary: "OAuth 2.0 client credentials (RFC 6749, section 4.4)",
            access: .open, query: NoQuery.self, body: TokenRequest.self, output: TokenAnswer.self,
            errors: [.tooManyFailures], refusals: [400, 401]
        ) { request, _, body in try await answer(request, body) }
        router.on(
            .post, "/v1/signing-keys/rotations", operation: "rotateSigningKey", summary: "A new signing key: published at once, signs in a while",
            access: .permission(.ops), output: PublishedKeys.self, success: 201
        ) { _, _, _ in
            let keys = try await database.withTransaction { transaction in
                try await rotation.rotate(in: transaction)
                return try await SigningKeyStore.published(at: clock.now(), in: transaction)
            }
            return .created(PublishedKeys(keys: keys))
        }
    }

    /// Only what the RFC has a code for is answered in its form; anything else is a problem document, as everywhere.
    private func answer(_ request: RequestContext, _ body: TokenRequest) async throws -> Reply<TokenAnswer> {
        do {
            return try await issue(request, body)
        } catch let error as OAuthError {
            var reply = Reply(status: error.status, body: TokenAnswer(error), headers: ["Cache-Control": "no-store"])
            if error == .invalidClient { reply.headers["WWW-Authenticate"] = "Basic realm=\"pitcrew\"" }
            return reply
        }
    }

    private func issue(_ request: RequestContext, _ body: TokenRequest) async throws -> Reply<TokenAnswer> {
        guard let grant = body.grant_type else { throw OAuthError.invalidRequest }
        guard grant == "client_credentials" else { throw OAuthError.unsupportedGrantType }
        let (id, proof) = try ClientProof.read(body, authorization: request.headers["Authorization"])
        let key = try await authenticate.run(clientID: id, proof: proof, scope: body.scope, address: request.clientAddress)
        let client = IssueToken.Client(id: key.clientID, environment: key.environment)
        let issued = try await tokens.run(
            subject: key.partner.id.text, kind: "partner", scopes: key.scopes, name: key.partner.name, for: client
        )
        let answer = TokenAnswer(issued, scope: key.scopes.joined(separator: " "))
        return Reply(status: 200, body: answer, headers: ["Cache-Control": "no-store"])
    }
}
