import CMicroHTTPD
import Synchronization

/// One request and its answer, on its way through libmicrohttpd.
///
/// The library calls `advance` again and again on its thread; the handler begins there and goes on in a task of its own, while the
/// connection is suspended, once it has to wait. Every suspension and every resumption happens under `state`'s lock, so each
/// suspension is resumed exactly once, by whoever comes first: the handler, its deadline, or the end of the server. The lock is
/// ours-then-the-library's in every path; the library calls us without holding its own.
final class Exchange: Sendable {
    enum Phase {
        case fresh
        case receiving(AdmittedRequest)
        /// The body of a refused request is read and dropped before the refusal is sent.
        case discarding(EngineResponse)
        case handling(AdmittedRequest)
        case answering
        case streaming
        case done
    }

    struct State {
        var phase = Phase.fresh
        var since: ContinuousClock.Instant
        var deadline: ContinuousClock.Instant?
        var handle: ConnectionHandle
        var isSuspended = false
        var body: [UInt8] = []
        var discarded = 0
        var response: EngineResponse?
        var stream: ResponseStream?
        var task: Task<Void, Never>?
        /// Nobody wants the handler's answer any more, perhaps since before its task was noted here.
        var isGivenUp = false
    }

    let target: String
    let state: Mutex<State>
    let admitting: any RequestAdmitting
    let limits: EngineLimits
    let stopping: StopFlag
    let handlers: HandlerCount

    init(
        target: String, handle: ConnectionHandle, admitting: any RequestAdmitting, limits: EngineLimits, stopping: StopFlag,
        handlers: HandlerCount
    ) {
        self.target = target
        self.admitting = admitting
        self.limits = limits
        self.stopping = stopping
        self.handlers = handlers
        state = Mutex(State(since: .now, handle: handle))
    }

    /// The request is over, sent or broken off: the connection is not ours any more.
    func ended() {
        let (task, stream) = state.withLock { state in
            state.phase = .done
            state.isSuspended = false
            state.response = nil
            defer { (state.task, state.stream) = (nil, nil) }
            return (state.task, state.stream)
        }
        stream?.detach()
        task?.cancel()
    }

    /// Answers for a handler past its deadline.
    /// - Returns: whether the client is too slow and is to be cut off.
    func sweep(at now: ContinuousClock.Instant, limits: EngineLimits) -> Bool {
        enum Verdict { case fine, tooSlow, overdue(AdmittedRequest) }
        let verdict: Verdict = state.withLock { state in
            switch state.phase {
            case .fresh, .receiving, .discarding: now - state.since > limits.request ? .tooSlow : .fine
            case .answering: now - state.since > limits.response ? .tooSlow : .fine
            case .handling(let request): state.deadline.map { now > $0 } == true ? .overdue(request) : .fine
            case .streaming, .done: .fine
            }
        }
        switch verdict {
        case .fine: return false
        case .tooSlow: return true
        case .overdue(let request):
            if settle(request.refuse(.overdue)) { cancelTask() }
            return false
        }
    }

    /// Ends a stream that has no end of its own, so that the server can stop.
    func endLiveStream() {
        let task = state.withLock { $0.stream?.isLive == true ? $0.task : nil }
        task?.cancel()
    }

    /// Breaks the exchange off: the server's patience is over. Leaves no suspended connection behind.
    func breakOff() {
        let (request, stream): (AdmittedRequest?, ResponseStream?) = state.withLock { state in
            if case .handling(let request) = state.phase { return (request, state.stream) }
            return (nil, state.stream)
        }
        if let request { settle(request.refuse(.stopping)) }
        stream?.abandon()
        cancelTask()
    }

    func cancelTask() {
        let task = state.withLock { state in
            state.isGivenUp = true
            return state.task
        }
        task?.cancel()
    }
}
