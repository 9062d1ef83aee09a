/// The life of a group as a value: events in, actions out, no effects.
struct GroupRun {
    enum Event: Sendable {
        case ended(Int, Outcome)
        case signal(Int32)
        case cancelled
        case drainExpired(Int)
    }

    enum Outcome: Sendable {
        case returned
        case threw(any Error)
    }

    enum Action: Sendable {
        /// Cancel this service and say when its time is up.
        case stop(Int)
        /// Cancel these services and wait no more.
        case abandon([Int])
        /// The group is over; an error when it did not end well.
        case finish(ServiceGroupError?)
    }

    private enum Phase {
        case running
        case draining(ServiceGroupError.Cause, current: Int)
        case finished
    }

    private let names: [String]
    private var phase = Phase.running
    private var alive: Set<Int>
    private var undrained: [Int] = []
    private var failed: [Int] = []

    init(names: [String]) {
        self.names = names
        alive = Set(names.indices)
    }

    mutating func handle(_ event: Event) -> [Action] {
        switch phase {
        case .running: handleRunning(event)
        case .draining(let cause, let current): handleDraining(event, cause, current)
        case .finished: []
        }
    }

    private mutating func handleRunning(_ event: Event) -> [Action] {
        switch event {
        case .signal, .cancelled: return stopNext(.asked)
        case .drainExpired: return []
        case .ended(let index, .returned):
            alive.remove(index)
            return stopNext(.returned(service: names[index]))
        case .ended(let index, .threw(let error)):
            alive.remove(index)
            return stopNext(.threw(service: names[index], error: error))
        }
    }

    private mutating func handleDraining(_ event: Event, _ cause: ServiceGroupError.Cause, _ current: Int) -> [Action] {
        switch event {
        case .cancelled: return []
        case .signal(let signal):
            undrained += alive.subtracting(undrained).sorted(by: >)
            return [.abandon(alive.sorted(by: >)), finish(.forced(signal: signal))]
        case .drainExpired(let index):
            guard index == current else { return [] }
            undrained.append(index)
            return stopNext(cause)
        case .ended(let index, let outcome):
            alive.remove(index)
            if case .threw(let error) = outcome, !(error is CancellationError) { failed.append(index) }
            return index == current ? stopNext(cause) : []
        }
    }

    private mutating func stopNext(_ cause: ServiceGroupError.Cause) -> [Action] {
        guard let next = alive.subtracting(undrained).max() else { return [finish(cause)] }
        phase = .draining(cause, current: next)
        return [.stop(next)]
    }

    private mutating func finish(_ cause: ServiceGroupError.Cause) -> Action {
        phase = .finished
        if case .asked = cause, undrained.isEmpty, failed.isEmpty { return .finish(nil) }
        return .finish(
            ServiceGroupError(
                cause: cause, undrained: undrained.map { names[$0] }, failedWhileStopping: failed.map { names[$0] }
            ))
    }
}
