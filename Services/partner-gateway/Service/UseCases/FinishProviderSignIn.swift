import Contracts
import Cryptography
import Foundation
import Observability
import PostgreSQL

/// Takes a browser back from the identity provider and proves who came (OpenID Connect Core section 3.1.3.7). The provider is asked
/// between two statements, never inside a transaction.
struct FinishProviderSignIn: Sendable {
    let database: PostgresClient
    let store: ProviderSignInStore
    let provider: OpenIDProvider
    let redirect: URL
    let admit: AdmitFromProvider
    let clock: any WallClock
    let logger: Logger

    /// What the provider sent along in the browser.
    struct Answer: Sendable {
        var code: String?
        var state: String?
        var iss: String?
        var error: String?
    }

    struct Finished: Sendable {
        let person: AuthenticatedPerson
        let returnPath: ReturnPath
        let thumbprint: String?
    }

    /// - Parameter browser: the cookie that was set when it began.
    func run(_ answer: Answer, browser: String?) async throws -> Finished {
        guard let state = answer.state, let browser,
              let signIn = try await store.take(state: state, browser: browser, now: clock.now(), in: database) else {
            throw ProviderSignInError.ended
        }
        guard try await provider.published().isIssuer(answer.iss) else { throw ProviderSignInError.refused }
        guard answer.error == nil, let code = answer.code else { throw ProviderSignInError.denied }
        let tokens = try await provider.exchange(code: code, verifier: signIn.verifier, redirect: redirect)
        let token = try await verified(tokens, signIn)
        try proveAsked(token.claims, since: signIn.askedSince)
        let account = try await admit.run(token, issuer: provider.configuration.issuer.absoluteString)
        let person = AuthenticatedPerson(
            id: account, kind: "staff", method: "oidc", userVerified: token.claims.isMultiFactor,
            providerAskedAt: token.claims.askedAt(by: clock.now())
        )
        return Finished(person: person, returnPath: signIn.returnPath, thumbprint: signIn.thumbprint)
    }

    private func proveAsked(_ claims: IdentityClaims, since begin: Date?) throws {
        guard let begin, !claims.wasAsked(since: begin) else { return }
        logger.warning("An ID token does not prove that its person was asked anew", ["says_when": .bool(claims.auth_time != nil)])
        throw ProviderSignInError.notFresh
    }

    private func verified(_ tokens: OpenIDProvider.Tokens, _ signIn: ProviderSignInStore.SignIn) async throws -> IdentityToken {
        let client = provider.configuration.clientID
        do {
            let token = try await provider.verify(tokens.id_token)
            guard token.claims.holds(client: client, nonceHash: signIn.nonceHash, accessToken: tokens.access_token, now: clock.now()) else {
                throw JWTError.malformedClaims
            }
            return token
        } catch let error as JWTError {
            logger.warning("An ID token does not hold", ["reason": .string(error.rawValue)])
            throw ProviderSignInError.refused
        }
    }
}
