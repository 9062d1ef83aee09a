import CMicroHTTPD

/// What the library's callback asks for: one step of the exchange, on the library's thread.
extension Exchange {
    private enum Step {
        case go, closed, read
        case send(EngineResponse, ResponseStream?)
        case run(AdmittedRequest, [UInt8], ContinuousClock.Instant)
    }

    /// One call of the access callback. `upload` is a piece of the body; nil means that there is none in this call, which the
    /// library says once after the head and once after the body.
    func advance(_ handle: ConnectionHandle, method: String, upload: UnsafeBufferPointer<UInt8>?) -> MHD_Result {
        let step: Step = state.withLock { state in
            switch state.phase {
            case .fresh: return .read
            case .receiving(let request):
                if let upload { return receive(upload, for: request, &state) ? .go : .closed }
                if stopping.isClosed { return .send(request.refuse(.stopping), nil) }
                return launch(request, &state)
            case .discarding(let refusal):
                if let upload { return discard(upload.count, &state) ? .go : .closed }
                return .send(refusal, nil)
            case .handling(let request): return settledOrSuspended(request, &state)
            case .answering, .streaming: return .go
            case .done: return .closed
            }
        }
        switch step {
        case .go: return .YES
        case .closed: return .NO
        case .send(let response, let stream): return send(response, stream, handle)
        case .read: return readHead(handle, method: method)
        case .run(let request, let body, let deadline): return run(request, body, deadline, handle)
        }
    }

    private func readHead(_ handle: ConnectionHandle, method: String) -> MHD_Result {
        let head = RequestHead(method: method, target: target, headers: handle.headers())
        let length = BodyLength(head.headers)
        let admission = admission(of: head, length, headBytes: handle.headSize)
        guard case .answer(let response) = admission else {
            if case .accept(let request) = admission { state.withLock { $0.phase = .receiving(request) } }
            return .YES
        }
        // Answering now closes the connection with the body unread, and the reset may overtake the answer; so a body of bearable
        // size is read first. A client that waits for "100 Continue" sends none.
        let isAwaited = head.headers["Expect"] != nil || length.isAmbiguous || length.announced > limits.discardBytes
        if isAwaited { return send(response, nil, handle, closing: true) }
        state.withLock { $0.phase = .discarding(response) }
        return .YES
    }

    private func admission(of head: RequestHead, _ length: BodyLength, headBytes: Int) -> Admission {
        if headBytes > limits.headBytes { return .answer(admitting.refuse(head, .headTooLarge(limit: limits.headBytes))) }
        if length.isAmbiguous { return .answer(admitting.refuse(head, .ambiguousLength)) }
        let admission = admitting.admit(head)
        if case .accept(let request) = admission, length.announced > request.maximumBody {
            return .answer(request.refuse(.bodyTooLarge(limit: request.maximumBody)))
        }
        return admission
    }

    /// Keeps a piece of the body, or starts to discard when the body turns out longer than allowed.
    private func receive(_ piece: UnsafeBufferPointer<UInt8>, for request: AdmittedRequest, _ state: inout State) -> Bool {
        guard state.body.count + piece.count <= request.maximumBody else {
            state.phase = .discarding(request.refuse(.bodyTooLarge(limit: request.maximumBody)))
            state.body = []
            return discard(piece.count, &state)
        }
        state.body.append(contentsOf: piece)
        return true
    }

    private func discard(_ count: Int, _ state: inout State) -> Bool {
        state.discarded += count
        return state.discarded <= limits.discardBytes
    }

    private func launch(_ request: AdmittedRequest, _ state: inout State) -> Step {
        let deadline = ContinuousClock.now + request.timeLimit
        let body = state.body
        state.body = []
        state.deadline = deadline
        state.phase = .handling(request)
        return .run(request, body, deadline)
    }

    /// Bodies longer than this take a while to read, in which the other connections of the library's thread would wait.
    private static let shortBody = 64 << 10

    /// Starts the handler here, on the library's thread: one that waits for nobody has its answer without changing threads, and the
    /// connection is suspended only for one that waits. What comes after its first wait runs on Swift's threads.
    private func run(
        _ request: AdmittedRequest, _ body: [UInt8], _ deadline: ContinuousClock.Instant, _ handle: ConnectionHandle
    ) -> MHD_Result {
        let handling: @Sendable () async -> Void = { await self.handle(request, body, deadline) }
        let task = body.count <= Self.shortBody ? Task.immediate(operation: handling) : Task(operation: handling)
        let (step, isGivenUp): (Step, Bool) = state.withLock { state in
            state.task = task
            return (settledOrSuspended(request, &state), state.isGivenUp)
        }
        if isGivenUp { task.cancel() }
        guard case .send(let response, let stream) = step else { return .YES }
        return send(response, stream, handle)
    }

    /// The answer, if the handler or somebody in its place has given it. Else the connection is suspended: who settles then resumes it.
    private func settledOrSuspended(_ request: AdmittedRequest, _ state: inout State) -> Step {
        if let response = state.response {
            state.response = nil
            return .send(response, state.stream)
        }
        return suspend(&state) ? .go : .send(request.refuse(.stopping), nil)
    }

    private func suspend(_ state: inout State) -> Bool {
        if stopping.isClosed { return false }
        state.handle.suspend()
        state.isSuspended = true
        return true
    }
}
