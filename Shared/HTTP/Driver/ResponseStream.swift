import CMicroHTTPD
import Synchronization

/// The bounded buffer between the producer of a streamed answer and the library's thread.
///
/// When it is empty the connection is suspended, and the next write resumes it; when it is full the producer waits. Suspending
/// and resuming happen under the lock, as in `Exchange`.
final class ResponseStream: StreamSink {
    private enum End { case open, finished, broken }

    private struct State {
        var buffer: [UInt8] = []
        var read = 0
        var end = End.open
        var handle: ConnectionHandle?
        var isSuspended = false
        var waiters: [Int: CheckedContinuation<Void, any Error>] = [:]
        var nextWaiter = 0

        mutating func resume() {
            guard isSuspended else { return }
            isSuspended = false
            handle?.resume()
        }
    }

    let isLive: Bool
    private let capacity: Int
    private let stopping: StopFlag
    private let state = Mutex(State())

    init(capacity: Int, isLive: Bool, stopping: StopFlag) {
        self.capacity = capacity
        self.isLive = isLive
        self.stopping = stopping
    }

    // MARK: The producer's side

    func write(_ bytes: [UInt8]) async throws {
        try Task.checkCancellation()
        let isFull = try state.withLock { state in
            guard case .open = state.end else { throw ClientGone() }
            state.buffer.append(contentsOf: bytes)
            state.resume()
            return state.buffer.count - state.read >= capacity
        }
        if isFull { try await room() }
    }

    private func room() async throws {
        let id = state.withLock { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                let result: Result<Void, any Error>? = state.withLock { state in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    guard case .open = state.end else { return .failure(ClientGone()) }
                    if state.buffer.count - state.read < capacity { return .success(()) }
                    state.waiters[id] = continuation
                    return nil
                }
                if let result { continuation.resume(with: result) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(throwing: CancellationError())
        }
    }

    /// The body is complete.
    func finish() { end(.finished) }

    /// Nobody reads any more, or the producer failed: the client sees a broken body, not a short one.
    func abandon() { end(.broken) }

    private func end(_ end: End) {
        let waiters = state.withLock { state in
            if case .open = state.end { state.end = end } else if case .broken = end { state.end = end }
            state.resume()
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in waiters.values { waiter.resume(throwing: ClientGone()) }
    }

    // MARK: The library's side

    /// A response that reads from this buffer. The response keeps the buffer alive until the library releases it.
    func attach(to handle: ConnectionHandle) -> OpaquePointer? {
        state.withLock { $0.handle = handle }
        let context = Unmanaged.passRetained(self)
        let message = pitcrew_mhd_stream(capacity, readStream, context.toOpaque(), releaseStream)
        if message == nil { context.release() }
        return message
    }

    /// The exchange is over: the handle must not be used again.
    func detach() {
        state.withLock { state in
            state.isSuspended = false
            state.handle = nil
        }
        abandon()
    }

    fileprivate func read(into target: UnsafeMutableBufferPointer<CChar>) -> Int {
        let (count, waiters) = state.withLock { state in
            let available = state.buffer.count - state.read
            guard available > 0 else { return (endOrPause(&state), [CheckedContinuation<Void, any Error>]()) }
            let count = min(available, target.count)
            state.buffer.withUnsafeBytes { source in
                UnsafeMutableRawBufferPointer(target).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: source[state.read..<state.read + count])
                )
            }
            state.read += count
            if state.read == state.buffer.count { (state.buffer, state.read) = ([], 0) }
            guard available - count < capacity / 2 else { return (count, []) }
            defer { state.waiters = [:] }
            return (count, Array(state.waiters.values))
        }
        for waiter in waiters { waiter.resume() }
        return count
    }

    /// Nothing to send: end, break, or sleep until the producer writes.
    private func endOrPause(_ state: inout State) -> Int {
        switch state.end {
        case .finished: return pitcrew_mhd_end_of_stream()
        case .broken: return pitcrew_mhd_end_with_error()
        case .open:
            guard !stopping.isClosed, let handle = state.handle else { return pitcrew_mhd_end_with_error() }
            handle.suspend()
            state.isSuspended = true
            return 0
        }
    }
}

private func readStream(
    context: UnsafeMutableRawPointer?, position: UInt64, target: UnsafeMutablePointer<CChar>?, capacity: Int
) -> Int {
    guard let context, let target else { return pitcrew_mhd_end_with_error() }
    let stream = Unmanaged<ResponseStream>.fromOpaque(context).takeUnretainedValue()
    return stream.read(into: UnsafeMutableBufferPointer(start: target, count: capacity))
}

private func releaseStream(context: UnsafeMutableRawPointer?) {
    guard let context else { return }
    Unmanaged<ResponseStream>.fromOpaque(context).release()
}
