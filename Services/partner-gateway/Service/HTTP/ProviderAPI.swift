import Contracts
import Foundation
import HTTP

/// Staff sign-in at an identity provider: the list, the way there and the way back. The browser is only ever redirected.
struct ProviderAPI: Sendable {
    /// The one provider there can be.
    struct Provider: Sendable {
        let name: String
        let begin: BeginProviderSignIn
        let finish: FinishProviderSignIn
    }

    /// Nil where none is set.
    let provider: Provider?
    let sessions: SessionAnswering
    static let id = "oidc"
    /// Lax, not strict: it must come along when the provider sends the browser back.
    private static let cookie = HostCookie(name: "__Host-pitcrew-oidc", sameSite: .lax)

    func routes(_ router: inout Router) {
        router.on(
            .get, "/v1/sign-in/providers", operation: "listProviders", summary: "Identity providers of staff", access: .open,
            output: ProvidersList.self
        ) { _, _, _ in .ok(ProvidersList(items: provider.map { [.init(id: Self.id, name: $0.name)] } ?? [])) }
        router.on(
            .get, "/v1/sign-in/providers/{provider}", operation: "beginProviderSignIn", summary: "Go to an identity provider", access: .open,
            query: ProviderBeginQuery.self, output: NoContent.self, success: 302,
            errors: [
                ProblemSpec(404, "provider-unknown", "There is no such identity provider"),
                ProblemSpec(422, "sign-in-malformed", "The way back, the key's name or the prompt is malformed"),
                ProblemSpec(503, "provider-unavailable", "The identity provider does not answer"),
            ]
        ) { request, query, _ in
            guard try request.pathParameter("provider") == Self.id, let provider else { throw ProviderSignInError.unknown }
            guard query.prompt == nil || query.prompt == "login" else { throw ProviderSignInError.malformed }
            let begun = try await provider.begin.run(
                returnPath: query.return ?? "/", thumbprint: query.dpop_jkt, asksAnew: query.prompt != nil
            )
            return Self.redirect(begun.location, [("Set-Cookie", Self.cookie.header(begun.browser, seconds: Int(BeginProviderSignIn.lifetime)))])
        }
        router.on(
            .get, "/v1/sign-in/callback", operation: "finishProviderSignIn", summary: "Come back from an identity provider", access: .open,
            query: ProviderCallbackQuery.self, output: NoContent.self, success: 302
        ) { request, query, _ in
            var headers = [("Set-Cookie", Self.cookie.cleared)]
            do {
                guard let provider else { throw ProviderSignInError.unknown }
                let answer = FinishProviderSignIn.Answer(code: query.code, state: query.state, iss: query.iss, error: query.error)
                let finished = try await provider.finish.run(answer, browser: Self.cookie.value(in: request.headers))
                headers.append(("Set-Cookie", try await sessions.cookie(for: finished.person, keyThumbprint: finished.thumbprint)))
                return Self.redirect(finished.returnPath.text, headers)
            } catch let error as any DomainError {
                return Self.redirect("/sign-in?for=staff&problem=\(error.slug)", headers)
            }
        }
    }

    private static func redirect(_ location: String, _ headers: [(String, String)]) -> Reply<NoContent> {
        let fields = [("Location", location), ("Cache-Control", "no-store")] + headers
        return Reply(status: 302, body: nil, headers: HTTPHeaders(fields.map { (name: $0.0, value: $0.1) }))
    }
}
