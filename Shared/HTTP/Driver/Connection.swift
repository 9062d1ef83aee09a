import Glibc
import Synchronization

/// One client connection: what it is doing, and since when. libmicrohttpd only knows a time-out for silence, so a client that
/// sends a byte now and then would hold its connection for ever; the sweep compares these times with the limits and cuts such a
/// client off.
final class Connection: Sendable {
    private enum Phase {
        case idle(since: ContinuousClock.Instant, isNew: Bool)
        case busy(Exchange)
        case closed
    }

    private struct State {
        var phase: Phase
        let descriptor: CInt
    }

    private let state: Mutex<State>

    init(descriptor: CInt) {
        state = Mutex(State(phase: .idle(since: .now, isNew: true), descriptor: descriptor))
    }

    func began(_ exchange: Exchange) {
        state.withLock { $0.phase = .busy(exchange) }
    }

    func completed() {
        state.withLock { $0.phase = .idle(since: .now, isNew: false) }
    }

    /// Called before the library closes the socket: from here on the descriptor is not ours to touch.
    func closed() {
        state.withLock { $0.phase = .closed }
    }

    var exchange: Exchange? {
        state.withLock { if case .busy(let exchange) = $0.phase { exchange } else { nil } }
    }

    /// Cuts the connection off, or answers for an overdue handler, when a limit has passed.
    func sweep(at now: ContinuousClock.Instant, limits: EngineLimits) {
        let busy: Exchange? = state.withLock { state in
            switch state.phase {
            case .idle(let since, let isNew):
                if now - since > (isNew ? limits.head : limits.idle) { shutdown(state.descriptor, CInt(SHUT_RDWR)) }
                return nil
            case .busy(let exchange): return exchange
            case .closed: return nil
            }
        }
        if let busy, busy.sweep(at: now, limits: limits) { cutOff(busy) }
    }

    /// Shuts the socket if that exchange still owns it. The library sees an end of file and cleans up on its own thread.
    private func cutOff(_ exchange: Exchange) {
        state.withLock { state in
            if case .busy(let current) = state.phase, current === exchange { shutdown(state.descriptor, CInt(SHUT_RDWR)) }
        }
    }
}
