import Synchronization

/// One call of `publish`: its messages, and its answer, which is given once.
final class PublishTicket: Sendable {
    private struct State {
        var outcomes: [PublishOutcome?]
        var open: Int
        var sent = 0
        var result: Result<[PublishOutcome], AMQPError>?
        var waiter: CheckedContinuation<Void, Never>?
    }

    let messages: [OutgoingMessage]
    private let state: Mutex<State>

    init(_ messages: [OutgoingMessage]) {
        self.messages = messages
        state = Mutex(State(outcomes: Array(repeating: nil, count: messages.count), open: messages.count))
    }

    /// Whether somebody still waits for it.
    var isOpen: Bool { state.withLock { $0.result == nil } }

    /// Marks one more message as about to be sent; gives its index. Nil when nothing is left to send or nobody waits any more.
    func takeNext() -> Int? {
        state.withLock { state in
            guard state.result == nil, state.sent < messages.count else { return nil }
            state.sent += 1
            return state.sent - 1
        }
    }

    /// Whether it has messages that were not taken to be sent.
    var hasUnsent: Bool { state.withLock { $0.result == nil && $0.sent < messages.count } }

    /// The broker's answer to one message.
    func settle(_ index: Int, _ outcome: PublishOutcome) {
        finish { state in
            guard state.outcomes.indices.contains(index), state.outcomes[index] == nil else { return nil }
            state.outcomes[index] = outcome
            state.open -= 1
            return state.open == 0 ? .success(state.outcomes.compactMap { $0 }) : nil
        }
    }

    /// Nothing more will come. Messages that were sent make the outcome unknown, whatever the reason.
    func fail(_ reason: AMQPError) {
        finish { state in
            guard state.sent > 0 else { return .failure(reason) }
            return .failure(AMQPError(.unknownOutcome, reason.description, replyCode: reason.replyCode))
        }
    }

    /// The answer; before there is one, its outcome is unknown.
    func outcomes() throws(AMQPError) -> [PublishOutcome] {
        try state.withLock { $0.result ?? .failure(AMQPError(.unknownOutcome)) }.get()
    }

    /// Waits for the answer, or for the task to be cancelled.
    func finished() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in
                let mustWait = state.withLock { state in
                    guard state.result == nil, !Task.isCancelled else { return false }
                    state.waiter = waiter
                    return true
                }
                if !mustWait { waiter.resume() }
            }
        } onCancel: {
            takeWaiter()?.resume()
        }
    }

    private func finish(_ step: (inout State) -> Result<[PublishOutcome], AMQPError>?) {
        let isDone = state.withLock { state in
            guard state.result == nil, let result = step(&state) else { return false }
            state.result = result
            return true
        }
        if isDone { takeWaiter()?.resume() }
    }

    private func takeWaiter() -> CheckedContinuation<Void, Never>? {
        state.withLock { state in
            defer { state.waiter = nil }
            return state.waiter
        }
    }
}
