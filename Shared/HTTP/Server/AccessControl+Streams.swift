extension AccessControl {
    /// How often the right to a live stream is looked at again.
    private static let interval = Duration.seconds(2)

    /// A live stream ends with the right to hear it: once its token has run out, or the session it belongs to has ended. Who may still hear
    /// comes again with another token.
    func guarding(_ response: EngineResponse, to head: RequestHead, _ access: Access) -> EngineResponse {
        guard case .stream(isLive: true, let produce) = response.body, access.needsToken else { return response }
        var guarded = response
        guarded.body = .stream(isLive: true) { writer in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await produce(writer) }
                group.addTask { try await untilRefused(head, access) }
                defer { group.cancelAll() }
                _ = try await group.next()
            }
        }
        return guarded
    }

    /// Returns when the token does not count any more. Throws where nobody can tell: then the stream breaks off too.
    private func untilRefused(_ head: RequestHead, _ access: Access) async throws {
        while true {
            try await Task.sleep(for: Self.interval)
            do {
                _ = try await admit(head, to: access)
            } catch let problem as Problem where [401, 403].contains(problem.status) {
                return
            }
        }
    }
}

extension Access {
    /// Whether it is a token that gives the right, which can end.
    fileprivate var needsToken: Bool {
        switch self {
        case .open, .link: false
        case .optionalToken, .scopes, .anyScope: true
        }
    }
}
