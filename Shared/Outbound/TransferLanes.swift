import Synchronization

/// The engines of a client, made when first needed.
///
/// Web requests share one engine for each address policy. Mail has lanes of one connection each, because libcurl holds up its
/// whole thread while a mail server thinks about a message.
final class TransferLanes: Sendable {
    private enum Lane: Hashable {
        case web(AddressPolicy)
        case mail(Int)
    }

    private struct State {
        var engines: [Lane: CurlEngine] = [:]
        /// How many messages each mail lane has in hand.
        var mailLoad: [Int]
        var isClosed = false
    }

    private let configuration: HTTPClientConfiguration
    private let state: Mutex<State>

    init(configuration: HTTPClientConfiguration) {
        self.configuration = configuration
        state = Mutex(State(mailLoad: Array(repeating: 0, count: max(1, configuration.mailConnections))))
    }

    /// Runs a transfer held to `policy`; throws when the client is shut down.
    func perform(_ transfer: CurlRequest, policy: AddressPolicy) async throws(OutboundError) -> CurlResult {
        try await engine(for: .web(policy)).perform(transfer)
    }

    /// Hands over a message on the first lane that is free, or else the least busy one.
    func performMail(_ transfer: CurlRequest) async throws(OutboundError) -> CurlResult {
        let index = state.withLock { state in
            let index = state.mailLoad.indices.min { state.mailLoad[$0] < state.mailLoad[$1] } ?? 0
            state.mailLoad[index] += 1
            return index
        }
        defer { state.withLock { $0.mailLoad[index] -= 1 } }
        return try await engine(for: .mail(index)).perform(transfer)
    }

    /// Takes nothing new, and gives what runs so much time.
    func close(within duration: Duration) async {
        let engines = state.withLock { state in
            state.isClosed = true
            return Array(state.engines.values)
        }
        await withTaskGroup(of: Void.self) { group in
            for engine in engines { group.addTask { await engine.stop(within: duration) } }
        }
    }

    private func engine(for lane: Lane) throws(OutboundError) -> CurlEngine {
        let engine = state.withLock { state -> CurlEngine? in
            guard !state.isClosed else { return nil }
            if let engine = state.engines[lane] { return engine }
            state.engines[lane] = CurlEngine(options: options(for: lane))
            return state.engines[lane]
        }
        guard let engine else { throw OutboundError(kind: .unavailable, detail: "the client is shut down") }
        return engine
    }

    private func options(for lane: Lane) -> CurlEngine.Options {
        var options = CurlEngine.Options(
            policy: .any, connectTimeout: configuration.connectTimeout, authorities: configuration.authorities,
            maximumRunning: configuration.maximumRunning, maximumWaiting: configuration.maximumWaiting
        )
        switch lane {
        case .web(let policy): options.policy = policy
        case .mail: options.maximumRunning = 1
        }
        return options
    }
}
