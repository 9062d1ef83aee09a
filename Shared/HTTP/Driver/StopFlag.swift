import Synchronization

/// How far the end of a daemon has come; read by every callback.
final class StopFlag: Sendable {
    private let stage = Atomic<Int>(0)

    /// Answers close their connections from now on.
    func drain() { stage.store(1, ordering: .sequentiallyConsistent) }

    /// No connection may be suspended any more: stopping the library with one would abort the process.
    func close() { stage.store(2, ordering: .sequentiallyConsistent) }

    var isDraining: Bool { stage.load(ordering: .sequentiallyConsistent) >= 1 }
    var isClosed: Bool { stage.load(ordering: .sequentiallyConsistent) >= 2 }
}
