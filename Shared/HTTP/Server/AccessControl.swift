/// Decides who may call a route (RFC 6750).
struct AccessControl: Sendable {
    let verifier: (any TokenVerifying)?

    /// Who calls. Throws 401 or 403 where the route is not for them.
    func admit(_ head: RequestHead, to access: Access) async throws -> (principal: Principal?, bearer: String?) {
        switch access {
        case .open: return (nil, nil)
        case .optionalToken:
            return head.headers["Authorization"] == nil ? (nil, nil) : try await principal(head)
        case .link: return (nil, try bearer(head))
        case .scopes(let scopes):
            let (principal, bearer) = try await principal(head)
            guard scopes.isSubset(of: principal.scopes) else { throw insufficient(scopes) }
            return (principal, bearer)
        case .anyScope(let scopes):
            let (principal, bearer) = try await principal(head)
            guard !scopes.isDisjoint(with: principal.scopes) else { throw insufficient(scopes) }
            return (principal, bearer)
        }
    }

    private func principal(_ head: RequestHead) async throws -> (Principal, String) {
        let bearer = try bearer(head)
        guard let verifier else { throw Self.invalidToken }
        do {
            return (try await verifier.verify(bearer), bearer)
        } catch is InvalidToken {
            throw Self.invalidToken
        }
    }

    private func bearer(_ head: RequestHead) throws -> String {
        guard let header = head.headers["Authorization"], header.prefix(7).lowercased() == "bearer " else {
            throw Problem(.unauthenticated, headers: ["WWW-Authenticate": #"Bearer realm="pitcrew""#])
        }
        let token = header.dropFirst(7).drop { $0 == " " }
        guard !token.isEmpty, token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw Self.invalidToken }
        return String(token)
    }

    private static var invalidToken: Problem {
        Problem(.invalidToken, headers: ["WWW-Authenticate": #"Bearer realm="pitcrew", error="invalid_token""#])
    }

    private func insufficient(_ scopes: Set<String>) -> Problem {
        let list = scopes.sorted().joined(separator: " ")
        return Problem(
            .insufficientScope, detail: "Needs: \(list).",
            headers: ["WWW-Authenticate": #"Bearer realm="pitcrew", error="insufficient_scope", scope="\#(list)""#]
        )
    }
}
