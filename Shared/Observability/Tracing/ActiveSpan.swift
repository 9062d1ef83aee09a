import Synchronization

/// What the work inside a span adds to it.
final class ActiveSpan: Sendable {
    private let state: Mutex<(attributes: [String: String], status: SpanStatus)>

    init(attributes: [String: String]) { state = Mutex((attributes, .unset)) }

    func set(_ key: String, _ value: String) { state.withLock { $0.attributes[key] = value } }

    func fail(_ reason: String) { state.withLock { $0.status = .error(reason) } }

    var snapshot: (attributes: [String: String], status: SpanStatus) { state.withLock { $0 } }
}
