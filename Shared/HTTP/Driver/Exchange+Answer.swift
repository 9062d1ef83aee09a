import CMicroHTTPD

/// The way of the answer, from the handler's task back to the library's thread.
extension Exchange {
    /// Runs the handler and, for a streamed answer, its producer. The task owns nothing of the connection: it settles, and the
    /// library's thread sends.
    func handle(_ request: AdmittedRequest, _ body: [UInt8], _ deadline: ContinuousClock.Instant) async {
        handlers.entered()
        defer { handlers.left() }
        let response = await request.run(body, deadline)
        guard case .stream(let isLive, let produce) = response.body else {
            settle(response)
            return
        }
        let stream = ResponseStream(capacity: limits.streamBytes, isLive: isLive, stopping: stopping)
        guard settle(response, stream) else { return }
        do {
            try await produce(StreamWriter(stream))
            stream.finish()
        } catch is CancellationError where isLive {
            stream.finish()
        } catch {
            stream.abandon()
        }
    }

    /// Gives the answer. The first one counts; a handler that returns after its deadline is too late.
    @discardableResult
    func settle(_ response: EngineResponse, _ stream: ResponseStream? = nil) -> Bool {
        state.withLock { state in
            guard case .handling = state.phase, state.response == nil, state.stream == nil else { return false }
            state.response = response
            state.stream = stream
            if state.isSuspended {
                state.isSuspended = false
                state.handle.resume()
            }
            return true
        }
    }

    /// Queues the answer with the library. Only inside the library's callback.
    func send(
        _ response: EngineResponse, _ stream: ResponseStream?, _ handle: ConnectionHandle, closing: Bool = false
    ) -> MHD_Result {
        let message: OpaquePointer?
        switch response.body {
        case .bytes(let bytes):
            message = bytes.withUnsafeBytes { buffer in
                // Declared mutable, but only read: the library copies.
                MHD_create_response_from_buffer(
                    buffer.count, UnsafeMutableRawPointer(mutating: buffer.baseAddress), .RESPMEM_MUST_COPY
                )
            }
        case .stream: message = stream?.attach(to: handle)
        }
        guard let message else { return .NO }
        defer { MHD_destroy_response(message) }
        for header in response.headers { MHD_add_response_header(message, header.name, header.value) }
        if closing || stopping.isDraining { MHD_add_response_header(message, "Connection", "close") }
        state.withLock { state in
            state.phase = stream == nil ? .answering : .streaming
            state.since = .now
        }
        return MHD_queue_response(handle.pointer, UInt32(clamping: response.status), message)
    }
}
